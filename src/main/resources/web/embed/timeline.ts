import { html, nothing, PropertyDeclarations, TemplateResult } from "lit";
import { Problem } from "./api";
import { inLanguage } from "./casualty";
import { Crisis, Entry } from "./crisis";
import { LiveElement } from "./live-element";
import { mark } from "./marks";
import { Texts } from "./texts";
import { reported } from "./times";

interface Item {
  readonly language: string;
  readonly _isnad: {
    readonly kind: string;
    readonly url: string;
    readonly number: number;
    readonly position: number;
    readonly reportedAt: string;
    readonly status: string;
    readonly standing: boolean;
    readonly state: string;
    readonly sentence: string;
  };
}

interface Feed {
  readonly items: readonly Item[];
}

const DEFAULT_LIMIT = 5;

/** The shapes of states other than retracted. */
const SHAPES: Record<string, string> = { corrected: "corrected", superseded: "changed" };

/** `<isnad-timeline crisis="kazakhstan-2022" lang="en" limit="5" kind="casualty">` shows the newest reports on a crisis. */
export class IsnadTimeline extends LiveElement<readonly Item[]> {
  static override properties: PropertyDeclarations = { crisisId: { attribute: "crisis" }, limit: { type: Number }, kind: {} };

  declare crisisId: string | undefined;
  declare limit: number | undefined;
  declare kind: string | undefined;

  protected readonly missing = "missing.timeline";

  /** The position up to which it was read at first. */
  private seen = 0;

  protected async open(): Promise<Crisis> {
    if (!this.crisisId) {
      throw new Problem(400);
    }
    const crisis = await Crisis.read(this.service, this.crisisId);
    this.seen = crisis.position;
    return crisis;
  }

  protected async read(crisis: Crisis, minPosition?: number): Promise<readonly Item[]> {
    const limit = this.limit || DEFAULT_LIMIT;
    const feed = await this.service.get<Feed>(`${crisis.path}/feed.json`, {
      lang: this.texts.language, kind: this.kind, limit, minPosition,
    });
    return feed.items.slice(0, limit);
  }

  /** An entry of another kind, such as a ruling, may put what is shown out of force. */
  protected isConcerned(_: Entry): boolean {
    return true;
  }

  protected announce(before: readonly Item[], after: readonly Item[]): string {
    const last = Math.max(0, ...before.map(item => item._isnad.position));
    const added = after.filter(item => item._isnad.position > last);
    return added.length ? this.texts.say("added", { n: added.length, sentence: added[0]._isnad.sentence }) : "";
  }

  protected content(texts: Texts, items: readonly Item[]): TemplateResult {
    const [tag, title] = inLanguage(this.crisis!.title, texts.language);
    const address = this.service.address(`/crises/${encodeURIComponent(this.crisisId!)}/timeline`, { lang: texts.language, kind: this.kind });
    return html`
      <p part="title" class="title" lang=${tag} dir="auto">${title}</p>
      ${items.length ? html`<ol part="list">${items.map(item => this.item(texts, item))}</ol>`
        : html`<p part="note" class="note">${texts.say("empty")}</p>`}
      <p class="foot"><a part="link" href=${address}>${texts.say("all")}</a></p>`;
  }

  private item(texts: Texts, { language, _isnad: report }: Item): TemplateResult {
    const isNew = report.position > this.seen;
    const isStruck = !report.standing && report.status !== "retracted";
    return html`
      <li part="item" class="item ${isNew ? "is-changed" : ""}">
        <p class="head">
          <time>${reported(texts, report.reportedAt, this.crisis!.timeZone)}</time>
          ${isNew ? mark("changed", texts.say("new")) : nothing}
          ${isStruck ? mark(shape(report.state), texts.say(`state.${report.state}`)) : nothing}
        </p>
        <p part="sentence" lang=${language} dir="auto">${this.linked(texts, report, isStruck)}</p>
      </li>`;
  }

  /** Returns the sentence as a link to the page of the record; acts of the operator have none. */
  private linked(texts: Texts, report: Item["_isnad"], isStruck: boolean): TemplateResult {
    const sentence = isStruck ? html`<del>${report.sentence}</del>` : html`${report.sentence}`;
    return report.kind === "notice" ? sentence : html`<a href=${this.page(report.url, texts)}>${sentence}</a>`;
  }

  /** Returns the address of the page for a record, at the service that was asked. */
  private page(url: string, texts: Texts): string {
    return this.service.address(new URL(url).pathname.replace(/^.*\/api\/v1/, ""), { lang: texts.language });
  }
}

function shape(state: string): string {
  return SHAPES[state] ?? "retracted";
}
