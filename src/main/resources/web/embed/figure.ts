import { html, nothing, PropertyDeclarations, TemplateResult } from "lit";
import { Problem, Text } from "./api";
import { around, counted, Figure, inLanguage, isolated, value } from "./casualty";
import { Crisis, Entry } from "./crisis";
import { LiveElement } from "./live-element";
import { mark } from "./marks";
import { Texts } from "./texts";
import { clock, instant, reported } from "./times";

interface Revision {
  readonly number: number;
  readonly reportedAt: string;
  readonly reportedFrom?: string;
  readonly partOfDay?: string;
  readonly status: string;
  readonly reason?: Text;
  readonly content?: Figure;
}

interface RecordView {
  readonly crisis: string;
  readonly heldBy?: string;
  readonly mergedInto?: string;
  readonly claims?: readonly Revision[];
  readonly last?: Revision;
}

interface Spread {
  readonly low?: number;
  readonly high?: number;
  readonly sources: number;
  readonly verdict: string;
}

interface Brief {
  readonly number: number;
  readonly sourceName: Text;
  readonly standing: boolean;
  readonly spread?: Spread;
}

interface Feed {
  readonly items: readonly { readonly _isnad: { readonly sentence: string } }[];
}

interface Changes {
  readonly items: readonly { readonly revisions: readonly { readonly sentence: string }[] }[];
}

interface Shown {
  readonly record: RecordView;
  readonly brief: Brief;
  /** The preferred claim, or the last revision of a record without claims. */
  readonly revision: Revision;
  readonly sentence: string | undefined;
}

const EVER = "1000-01-01T00:00:00Z";

/** `<isnad-figure record="kz-total-killed" lang="en">` shows a casualty figure; with `asof`, as it was reported by then. */
export class IsnadFigure extends LiveElement<Shown> {
  static override properties: PropertyDeclarations = { record: {}, asof: {} };

  declare record: string | undefined;
  declare asof: string | undefined;

  protected readonly missing = "missing.figure";

  protected override get isLive(): boolean {
    return !this.asof;
  }

  private get path(): string {
    return `/casualties/${encodeURIComponent(this.record ?? "")}`;
  }

  protected async open(): Promise<Crisis> {
    if (!this.record) {
      throw new Problem(400);
    }
    const { crisis } = await this.service.get<RecordView>(this.path, this.parameters());
    return Crisis.read(this.service, crisis);
  }

  private parameters(minPosition?: number): Record<string, string | number | undefined> {
    return { lang: this.texts.language, asOf: this.asof, minPosition };
  }

  protected async read(crisis: Crisis, position?: number): Promise<Shown> {
    const parameters = this.parameters(position);
    const [record, brief, last] = await Promise.all([
      this.service.get<RecordView>(this.path, parameters),
      this.service.get<Brief>(this.path, { ...parameters, view: "brief" }),
      this.asof ? undefined : this.lastSentence(crisis, position),
    ]);
    const revision = record.claims?.find(claim => claim.number === brief.number) ?? record.last;
    if (!revision) {
      // It changed between the two answers.
      throw new Problem(0);
    }
    return { record, brief, revision, sentence: this.asof ? await this.sentenceBy(crisis, record, this.asof) : last };
  }

  private async lastSentence(crisis: Crisis, minPosition?: number): Promise<string | undefined> {
    const { lang } = this.parameters();
    const feed = await this.service.get<Feed>(`${crisis.path}/feed.json`, { lang, record: this.record, limit: 1, minPosition });
    return feed.items[0]?._isnad.sentence;
  }

  /** Returns the last sentence by a time: no other revision was reported between the newest one and that time. */
  private async sentenceBy(crisis: Crisis, record: RecordView, to: string): Promise<string | undefined> {
    const newest = Date.parse((record.claims?.[0] ?? record.last)?.reportedFrom ?? EVER);
    const from = new Date(newest - 1).toISOString();
    const { lang } = this.parameters();
    const changes = await this.service.get<Changes>(`${crisis.path}/changes`, { lang, from, to, record: this.record });
    return changes.items[0]?.revisions.at(-1)?.sentence;
  }

  /** Whether an entry is of this record, or an act of the operator or a report elsewhere that names it. */
  protected isConcerned(entry: Entry): boolean {
    return JSON.stringify(entry).includes(`"${this.record}"`);
  }

  protected announce(_: Shown, after: Shown): string {
    return after.sentence ?? value(this.texts, after.revision.content!) ?? "";
  }

  protected content(texts: Texts, shown: Shown): TemplateResult {
    const address = this.service.address(`/casualties/${encodeURIComponent(this.record!)}`, { lang: texts.language, asOf: this.asof });
    return html`
      <div class=${this.changedAt ? "is-changed" : ""}>
        ${shown.revision.content ? this.figure(texts, shown, shown.revision.content) : this.source(texts, shown)}
        ${this.spread(texts, shown)}
        ${shown.sentence ? html`<p part="change" class="change">${texts.say("change", { sentence: shown.sentence })}</p>` : nothing}
        ${this.asof ? html`<p part="note" class="note">${texts.say("asof", { time: this.instant(texts, this.asof) })}</p>` : nothing}
        ${this.changedAt ? this.changed(texts, this.changedAt) : nothing}
        <p class="foot"><a part="link" href=${address}>${texts.say("more")}</a></p>
      </div>`;
  }

  private figure(texts: Texts, shown: Shown, figure: Figure): TemplateResult {
    const period = figure.occurred && this.time(texts, `${figure.occurred.from ?? ".."}/${figure.occurred.until ?? ".."}`);
    return html`
      <p part="count" class="what">${counted(texts, figure, period)}</p>
      ${this.amount(texts, figure, shown.brief.standing)}
      <p class="marks">${this.marks(texts, shown).map(([shape, words]) => mark(shape, words))}</p>
      ${this.source(texts, shown)}`;
  }

  private amount(texts: Texts, figure: Figure, isStanding: boolean): TemplateResult {
    const number = value(texts, figure);
    const range = around(texts, figure);
    const shown = number === null ? this.words(texts, figure)
      : html`${number}${range ? html` <span class="around">(${range})</span>` : nothing}`;
    return html`<p part="value" class="value ${number === null ? "words" : ""}">${isStanding ? shown : html`<del>${shown}</del>`}</p>`;
  }

  private words(texts: Texts, figure: Figure): TemplateResult | string {
    if (figure.absentReason || !figure.wording) {
      return texts.code("absentReason", figure.absentReason ?? "unknown");
    }
    const [tag, wording] = inLanguage(figure.wording, texts.language);
    return html`<q lang=${tag} dir="auto">${wording}</q>`;
  }

  private marks(texts: Texts, { record, brief, revision }: Shown): [shape: string, words: string][] {
    const { certainty, unverified } = revision.content!;
    const marks: [string, string | false | undefined][] = [
      ["retracted", !brief.standing && texts.say("withdrawn")],
      ["disputed", record.heldBy && texts.say("held")],
      ["retracted", record.mergedInto && texts.say("merged")],
      [revision.status, revision.status !== "reported" && texts.code("status", revision.status)],
      ["unproven", certainty && texts.code("certainty", certainty)],
      ["unproven", unverified && texts.say("unverified")],
    ];
    return marks.filter((one): one is [string, string] => Boolean(one[1]));
  }

  private source(texts: Texts, { brief, revision }: Shown): TemplateResult {
    const part = revision.partOfDay && texts.code("partOfDay", revision.partOfDay);
    const time = [this.time(texts, revision.reportedAt), part].filter(Boolean).join(texts.say("comma"));
    const source = isolated(brief.sourceName, texts.language);
    return html`<p part="source" class="source">${texts.say("source", { source, time })}</p>`;
  }

  private spread(texts: Texts, { brief }: Shown): TemplateResult | typeof nothing {
    if (!brief.spread) {
      return nothing;
    }
    const { low, high, sources, verdict } = brief.spread;
    const range = value(texts, { low, high })!;
    return html`<p part="spread" class="spread">${mark(verdict, texts.say(`spread.${verdict}`, { n: sources, range }))}</p>`;
  }

  private changed(texts: Texts, at: Date): TemplateResult {
    const time = clock(texts, at, this.crisis!.timeZone);
    return html`<p part="changed" class="changed-line">${mark("changed", texts.say("changed", { time }))}</p>`;
  }

  private instant(texts: Texts, time: string): string {
    return instant(texts, new Date(time), this.crisis!.timeZone);
  }

  private time(texts: Texts, time: string): string {
    return reported(texts, time, this.crisis!.timeZone);
  }
}
