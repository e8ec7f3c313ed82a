import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { query, type Failure } from "./api";
import { ActForm, type Act } from "./acts";
import { may, Part, speaksFor } from "./context";
import { nameOf, pickList, resolved } from "./inputs";
import { contentName, type Revision } from "./names";
import type { RecordView } from "./preview";
import { failureView } from "./problems";
import type { Mode } from "./starts";
import { styles } from "./styles";

/** How many revisions of a record are listed. */
const REVISIONS = 1000;

/** What is told of a chosen record. */
interface Chosen {
  crisis: string;
  kind: string;
  record: string;
}

/** The part of the desk that shows the chain of a record, and what can be done with its revisions. */
export class RecordPart extends Part {
  static properties = {
    ...Part.properties,
    crisis: { state: true },
    record: { state: true },
    typed: { state: true },
    view: { state: true },
    act: { state: true },
  };
  static styles = styles;
  declare crisis: string;
  declare record: string;
  /** The text being typed into the record field; null when the field is left. */
  declare typed: string | null;
  declare view: RecordView | null;
  declare act: Act | null;
  private revisions: Revision[] = [];
  private readonly form = new ActForm(this);

  constructor() {
    super();
    this.typed = null;
    this.view = null;
    this.act = null;
  }

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("desk") && this.crisis === undefined) {
      this.chooseCrisis(this.desk.directory.crises[0]?.id ?? "");
    }
  }

  /** Shows a record. */
  async show(chosen: Chosen): Promise<void> {
    await this.updateComplete;
    await this.chooseCrisis(chosen.crisis);
    await this.chooseRecord(chosen.record);
    this.focusOn("h2");
  }

  private chooseCrisis(crisis: string): Promise<void> {
    this.crisis = crisis;
    this.record = "";
    this.view = null;
    this.act = null;
    return this.attempt(() => this.desk.directory.recordsOf(crisis));
  }

  private async chooseRecord(record: string): Promise<void> {
    this.record = record;
    this.view = null;
    this.act = null;
    if (this.desk.directory.known(this.crisis).some((listed) => listed.value === record)) {
      await this.attempt(() => this.load());
    }
  }

  private async load(): Promise<void> {
    const { api, directory } = this.desk;
    const { record } = this;
    const kind = this.view?.kind ?? directory.known(this.crisis).find((listed) => listed.value === record)!.kind;
    const path = `/api/v1/${directory.contract.kindNamed(kind).path}/${encodeURIComponent(record)}`;
    const [view, revisions] = await Promise.all([
      api.get<RecordView>(path + query({ lang: "*" })),
      api.get<{ items: Revision[] }>(`${path}/revisions${query({ lang: "*", limit: REVISIONS, include: "evidence" })}`),
    ]);
    // Discards the response if another record was selected meanwhile.
    if (record === this.record) {
      this.revisions = revisions.body.items;
      this.view = view.body;
    }
  }

  /** Does what a form asks for, and shows the chain as it is then. */
  private finish(): Promise<void> {
    return this.attempt(async () => {
      await this.form.send(this.act!);
      this.desk.announce(this.say("act.done"));
      this.act = null;
      await this.load();
      await this.focusOn("h2");
    });
  }

  protected failed(failure: Failure | null): void {
    if (this.act === null) {
      super.failed(failure);
    } else {
      this.form.refuse(failure);
    }
  }

  private beginAct(act: Act): void {
    this.act = act;
    this.failure = null;
    this.form.begin(this.desk);
    this.focusOn("#act");
  }

  private beginReport(mode: Mode, revision: Revision | null): void {
    this.desk.open("report", { mode, crisis: this.crisis, kind: this.view!.kind, record: this.record, revision });
  }

  render(): TemplateResult | typeof nothing {
    if (this.desk === undefined || this.crisis === undefined) {
      return nothing;
    }
    const { directory, texts } = this.desk;
    const records = directory.known(this.crisis);
    const take = (event: Event, isDone: boolean) => {
      const typed = (event.target as HTMLInputElement).value;
      this.typed = isDone ? null : typed;
      const id = resolved(records, typed, isDone);
      if (id !== this.record) {
        this.chooseRecord(id);
      }
    };
    return html`<h2 tabindex="-1">${this.say("chain.title")}</h2>
      <div class="columns">
        <div class="field">
          <label for="crisis">${texts.field("crisis")}</label>
          <select id="crisis" @change=${(event: Event) => this.chooseCrisis((event.target as HTMLSelectElement).value)}>
            ${directory.crises.map(
              (crisis) => html`<option value=${crisis.id} .selected=${crisis.id === this.crisis}>${texts.of(crisis.title)}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="record">${texts.field("record")}</label>
          <input
            id="record"
            list="records"
            autocomplete="off"
            .value=${this.typed ?? nameOf(records, this.record)}
            placeholder=${this.say("record.pick")}
            @input=${(event: Event) => take(event, false)}
            @change=${(event: Event) => take(event, true)}
          />
        </div>
      </div>
      ${pickList("records", records)} ${this.view === null ? nothing : this.chainView(this.view)}
      ${this.act === null ? nothing : this.form.view(this.act, () => this.finish(), () => (this.act = null))}
      ${this.act === null ? failureView(texts, this.failure, this.again) : nothing}`;
  }

  /** Returns the state of a record, its revisions, and what can be done with them. */
  private chainView(view: RecordView): TemplateResult {
    const { caller, directory, texts } = this.desk;
    const isEditor = may(caller, "editor");
    const kind = directory.contract.kindNamed(view.kind);
    const notice = view.heldBy ?? null;
    return html`<p>
        <a href=${`/${kind.path}/${encodeURIComponent(this.record)}?lang=${texts.language}`}>${this.say("page", { record: this.record })}</a>
        ${view.heldBy === undefined ? nothing : html`<span class="tag">${this.say("state.held")}</span>`}
        ${view.mergedInto === undefined ? nothing : html`<span class="tag">${this.say("state.merged", { record: view.mergedInto })}</span>`}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.say("chain.caption")}>
        <table>
          <caption>${this.say("chain.caption")}</caption>
          <thead>
            <tr>
              ${["number", "says", "source", "reportedAt", "status", "actions"].map((name) => html`<th scope="col">${this.say(`column.${name}`)}</th>`)}
            </tr>
          </thead>
          <tbody>${[...this.revisions].reverse().map((revision) => this.revisionView(revision, view))}</tbody>
        </table>
      </div>
      <div class="actions">
        ${may(caller, "reporter") ? this.button("do.report", () => this.beginReport("report", this.last())) : nothing}
        ${isEditor && notice === null ? this.button("do.hold", () => this.beginAct({ type: "hold", crisis: this.crisis, record: this.record })) : nothing}
        ${isEditor && notice !== null ? this.button("do.liftHold", () => this.beginAct({ type: "lift", notice })) : nothing}
        ${isEditor && !view.mergedInto ? this.button("do.merge", () => this.beginAct({ type: "merge", crisis: this.crisis, record: this.record })) : nothing}
        ${isEditor && view.mergedInto ? this.button("do.liftMerger", () => this.beginLiftedMerger()) : nothing}
      </div>`;
  }

  /** Returns the revision that a further report takes its subject from. */
  private last(): Revision | null {
    const withContent = this.revisions.filter((revision) => revision.content !== undefined);
    return withContent.filter((revision) => revision.standing).pop() ?? withContent.pop() ?? null;
  }

  /** Begins to lift the merger of the record, whose notice the record does not name. */
  private beginLiftedMerger(): void {
    const filter = query({ crisis: this.crisis, record: this.record, act: "merger" });
    this.attempt(async () => {
      const { body } = await this.desk.api.get<{ items: Revision[] }>(`/api/v1/notices${filter}`);
      if (body.items.length > 0) {
        this.beginAct({ type: "lift", notice: body.items[0].record });
      }
    });
  }

  private button(text: string, act: () => void, of?: Revision): TemplateResult {
    const number = of === undefined ? nothing : html`<span class="quiet"> ${this.desk.texts.number(of.number)}</span>`;
    return html`<button type="button" class="minor" @click=${act}>${this.say(text)}${number}</button>`;
  }

  private revisionView(revision: Revision, view: RecordView): TemplateResult {
    const { directory, texts } = this.desk;
    const says = contentName(texts, revision.content);
    const isOut = !revision.standing;
    const reason = texts.of(revision.reason);
    const out = revision.supersededBy === undefined ? "out" : "superseded";
    return html`<tr class=${isOut ? "out" : ""}>
      <th scope="row">${texts.number(revision.number)}</th>
      <td>
        <bdi class=${isOut && revision.content !== undefined ? "struck" : ""}>${says}</bdi>
        ${view.preferred === revision.number ? html`<span class="tag">${this.say("preferred")}</span>` : nothing}
      </td>
      <td><bdi>${directory.sourceName(revision.source)}</bdi></td>
      <td><bdi>${revision.reportedAt}</bdi></td>
      <td>
        ${texts.list([texts.code("status", revision.status), ...(revision.amends ? [this.say("amended")] : [])])}
        ${isOut && revision.status !== "retracted" ? html`<div>${this.say(out, { number: revision.supersededBy ?? 0 })}</div>` : nothing}
        ${reason === "" ? nothing : html`<div class="detail"><bdi>${reason}</bdi></div>`}
      </td>
      <td>${this.actionsView(revision, view)}</td>
    </tr>`;
  }

  private actionsView(revision: Revision, view: RecordView): TemplateResult | typeof nothing {
    const { caller } = this.desk;
    const modes: Mode[] = speaksFor(caller, revision.source) ? ["correct", "amend", "retract"] : [];
    const all: Mode[] = revision.content === undefined ? modes.slice(2) : [...modes, "confirm", "dispute"];
    const isRetraction = revision.status === "retracted" && revision.supersededBy === undefined;
    if (!may(caller, "reporter") || !(revision.standing || isRetraction)) {
      return nothing;
    }
    const isClaim = view.claims?.some((claim) => claim.number === revision.number) ?? false;
    const ruling = view.rulings?.find((one) => one.number === revision.number);
    const rule = (direction: string) => () =>
      this.beginAct({ type: "rule", crisis: this.crisis, record: this.record, number: revision.number, ruling: direction });
    const rulings = may(caller, "editor") && isClaim;
    return html`<div class="actions tight">
      ${all.map((mode) => this.button(`do.${mode}`, () => this.beginReport(mode, revision), revision))}
      ${rulings && ruling?.ruling !== "for" ? this.button("do.ruleFor", rule("for"), revision) : nothing}
      ${rulings && ruling?.ruling !== "against" ? this.button("do.ruleAgainst", rule("against"), revision) : nothing}
      ${rulings && ruling ? this.button("do.liftRuling", () => this.beginAct({ type: "lift", notice: ruling.notice }), revision) : nothing}
    </div>`;
  }
}
