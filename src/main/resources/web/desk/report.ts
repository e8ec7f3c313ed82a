import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Failure } from "./api";
import { Part } from "./context";
import type { Crisis, Listed } from "./directory";
import { fieldsView, listsView } from "./fields";
import { nameOf, pickList, resolved } from "./inputs";
import type { Revision } from "./names";
import { previewView, revisionName, sentencesView, warningsView, type Preview } from "./preview";
import { formFailureView } from "./problems";
import { Reporting } from "./reporting";
import type { Start } from "./starts";
import { styles } from "./styles";

/** The fields of a report that the desk sets itself. */
const OWN = ["crisis", "supersedesSource", "amends"];

/** A language tag that can be added. */
const TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

/** The part of the desk in which a report is written, checked and sent. */
export class ReportPart extends Part {
  static properties = { ...Part.properties, preview: { state: true }, sent: { state: true }, typed: { state: true } };
  static styles = styles;
  declare preview: Preview | null;
  declare sent: Revision | null;
  /** The text being typed into the record field; null when the field is left. */
  declare typed: string | null;
  private report!: Reporting;

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("desk") && this.report === undefined) {
      this.report = new Reporting(this.desk, this);
      this.report.form.onChange = () => (this.preview = null);
      this.attempt(() => this.report.chooseCrisis(this.crises[0]?.id ?? ""));
    }
  }

  /** Whether something was typed that is not sent. */
  get isDirty(): boolean {
    return this.report !== undefined && !this.sent && this.report.isDirty;
  }

  /** Begins a report on a record or on one of its revisions. */
  async begin(start: Start): Promise<void> {
    await this.updateComplete;
    this.sent = null;
    await this.attempt(() => this.report.begin(start));
    this.focusOn("h2");
  }

  private check(): Promise<void> {
    return this.attempt(async () => {
      const preview = await this.report.check();
      this.report.form.clear();
      this.preview = preview;
      this.focusOn("#preview");
    });
  }

  private send(): Promise<void> {
    return this.attempt(async () => {
      this.sent = await this.report.send();
      this.preview = null;
      this.desk.announce(this.say("sent", { number: this.sent.number }));
      this.focusOn("#sent");
    });
  }

  protected failed(failure: Failure | null): void {
    const { form } = this.report;
    if (failure === null) {
      form.failure = null;
    } else {
      form.refuse(failure);
    }
    this.requestUpdate();
  }

  private restart(): void {
    this.sent = null;
    this.preview = null;
    this.report.form.draft = {};
    this.report.restart();
    this.focusOn("h2");
  }

  /** Reads the record anew if it has newer revisions, and checks the report against it. */
  private retry(): void {
    if (this.report.form.failure?.status === 412) {
      this.attempt(() => this.report.readRecord()).then(() => this.check());
    } else {
      this.again();
    }
  }

  render(): TemplateResult | typeof nothing {
    if (this.report === undefined) {
      return nothing;
    }
    const { form, start } = this.report;
    form.rendering();
    return html`<h2 tabindex="-1">${start === null ? this.say("report.title") : this.startName(start)}</h2>
      ${this.sent ? this.sentView(this.sent) : nothing}
      <form novalidate ?hidden=${Boolean(this.sent)} @submit=${(event: Event) => { event.preventDefault(); this.check(); }}>
        ${this.placeView()} ${this.fieldsView()}
        <div class="actions">
          <button class="primary" ?disabled=${this.isBusy}>${this.say("check")}</button>
          <button type="button" @click=${() => this.restart()}>${this.say("startAnew")}</button>
        </div>
        ${formFailureView(form, () => this.retry())}
      </form>
      ${this.preview && !this.sent ? this.panelView(this.preview) : nothing} ${listsView(form)}
      ${pickList("own-records", this.recordOptions)}`;
  }

  private startName(start: Start): string {
    const { mode, record, revision } = start;
    if (mode === "report" || revision === null) {
      return this.say("title.report", { what: this.recordOptions.find((listed) => listed.value === record)?.label ?? record });
    }
    const number = this.desk.texts.number(revision.number);
    return this.say(`title.${mode}`, { what: `${number}: ${revisionName(this.desk, revision)}` });
  }

  /** Returns the crises that the caller may write to. */
  private get crises(): Crisis[] {
    const { caller, directory } = this.desk;
    return directory.crises.filter((crisis) => caller.crises === undefined || caller.crises.includes(crisis.id));
  }

  private get recordOptions(): Listed[] {
    return this.desk.directory.known(this.report.crisis).filter((listed) => listed.kind === this.report.kindName);
  }

  /** Returns the choice of the crisis, the kind and the record. */
  private placeView(): TemplateResult {
    const { report } = this;
    const { directory, texts } = this.desk;
    const choose = (act: (value: string) => Promise<void> | void) => (event: Event) =>
      this.attempt(async () => act((event.target as HTMLSelectElement).value));
    const option = (value: string, label: string, chosen: string) =>
      html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
    return html`<div class="columns">
      <div class="field">
        <label for="crisis">${texts.field("crisis")}</label>
        <select id="crisis" @change=${choose((value) => report.chooseCrisis(value))}>
          ${this.crises.map((crisis) => option(crisis.id, texts.of(crisis.title), report.crisis))}
        </select>
      </div>
      <div class="field">
        <label for="kind">${texts.field("kind")}</label>
        <select id="kind" @change=${choose((value) => report.chooseKind(value))}>
          ${directory.contract.kinds.map((kind) => option(kind.name, texts.code("kind", kind.name), report.kindName))}
        </select>
      </div>
      ${this.recordView()}
    </div>`;
  }

  private recordView(): TemplateResult {
    const { report } = this;
    const toNew = (isNew: boolean) => {
      report.isNew = isNew;
      this.attempt(() => report.chooseRecord(""));
    };
    const radio = (isNew: boolean, label: string) =>
      html`<label class="radio">
        <input type="radio" name="new" .checked=${report.isNew === isNew} @change=${() => toNew(isNew)} /><span>${label}</span>
      </label>`;
    const take = (event: Event, isDone: boolean) => {
      const typed = (event.target as HTMLInputElement).value;
      this.typed = isDone || report.isNew ? null : typed;
      const id = report.isNew ? typed : resolved(this.recordOptions, typed, isDone);
      if (id !== report.record) {
        this.attempt(() => (report.isNew ? Promise.resolve(void (report.record = id)) : report.chooseRecord(id)));
      }
    };
    return html`<fieldset class="plain">
      <legend>${this.desk.texts.field("record")}</legend>
      ${radio(true, this.say("record.new"))} ${radio(false, this.say("record.existing"))}
      <label class="plain" for="record">${this.say(report.isNew ? "record.id" : "record.pick")}</label>
      <input
        id="record"
        list=${report.isNew ? nothing : "own-records"}
        autocomplete="off"
        spellcheck="false"
        .value=${this.typed ?? (report.isNew ? report.record : nameOf(this.recordOptions, report.record))}
        @input=${(event: Event) => take(event, false)}
        @change=${(event: Event) => take(event, true)}
      />
    </fieldset>`;
  }

  /** Returns the fields of the report and of its content. */
  private fieldsView(): TemplateResult {
    const { form, kind, isRetraction } = this.report;
    const shown = kind.report.filter((field) => !OWN.includes(field.name) && (isRetraction || field.name !== "retracts"));
    return html`${this.languagesView()} ${fieldsView(form, shown, "")}
    ${isRetraction
      ? nothing
      : html`<fieldset class="object" id=${form.id("content")}>
          <legend>${this.desk.texts.code("kind", kind.name)}</legend>
          ${fieldsView(form, kind.content, "content")}
        </fieldset>`}`;
  }

  private languagesView(): TemplateResult {
    const { form } = this.report;
    const add = () => {
      const input = this.renderRoot.querySelector<HTMLInputElement>("#new-language")!;
      if (TAG.test(input.value.trim())) {
        form.addLanguage(input.value.trim());
        input.value = "";
      }
    };
    return html`<div class="actions">
      <label for="new-language">${this.say("language.add")}</label>
      <input id="new-language" class="short" size="6" maxlength="35" placeholder="kk" dir="ltr" />
      <button type="button" class="minor" @click=${add}>${this.say("language.button")}</button>
      <label class="radio">
        <input type="checkbox" .checked=${form.isExplained} @change=${() => { form.isExplained = !form.isExplained; this.requestUpdate(); }} />
        <span>${this.say("explain")}</span>
      </label>
    </div>`;
  }

  /** Returns what readers will see, warnings of likely slips, and the button that sends the report. */
  private panelView(preview: Preview): TemplateResult {
    return html`<section class="panel" aria-labelledby="preview">
      <h3 id="preview" tabindex="-1">${this.say("preview.title")}</h3>
      ${warningsView(this.desk.texts, this.report.warnings())} ${previewView(this.desk, this.report.before, preview.record)} ${sentencesView(this.desk, preview.changes)}
      <div class="actions">
        <button type="button" class="primary" id="send" ?disabled=${this.isBusy} @click=${() => this.send()}>${this.say("send")}</button>
      </div>
    </section>`;
  }

  private sentView(revision: Revision): TemplateResult {
    const { texts } = this.desk;
    const page = `/${this.report.kind.path}/${encodeURIComponent(revision.record)}?lang=${texts.language}`;
    const chain = { crisis: revision.crisis, kind: revision.kind, record: revision.record };
    return html`<div class="done">
      <p id="sent" tabindex="-1"><span class="mark" aria-hidden="true">✓</span> ${this.say("sent", { number: revision.number })}</p>
      <p><bdi>${revisionName(this.desk, revision)}</bdi></p>
      <div class="actions">
        <a href=${page}>${this.say("page", { record: revision.record })}</a>
        <button type="button" @click=${() => this.desk.open("record", chain)}>${this.say("toChain")}</button>
        <button type="button" @click=${() => this.restart()}>${this.say("another")}</button>
      </div>
    </div>`;
  }
}
