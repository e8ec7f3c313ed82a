import { html, nothing, type TemplateResult } from "lit";
import { query, type Failure, type Violation } from "./api";
import { Part } from "./context";
import { failureView } from "./problems";
import { styles } from "./styles";

/** What became of a line. */
interface Item {
  line: number;
  outcome: string;
  id?: string;
  record?: string;
  number?: number;
  warning?: string;
  violations?: { field: string; rule: string }[];
}

interface Result {
  dryRun: boolean;
  /** The number of lines, or 0 if the service does not tell it because it refused the whole. */
  lines: number;
  refused: number;
  items: Item[];
  omitted: number;
}

const TYPES: { [ending: string]: string } = { csv: "text/csv", json: "application/json" };

const MAX_BYTES = 10 * 1024 * 1024;

/** How many lines are shown without being asked for; refused ones and warnings are always shown. */
const SHOWN = 200;

/** The part of the desk that imports a file: first as a trial, then in earnest. */
export class ImportPart extends Part {
  static properties = {
    ...Part.properties,
    file: { state: true },
    result: { state: true },
    keep: { state: true },
    onConflict: { state: true },
    isOver: { state: true },
    isTooLarge: { state: true },
  };
  static styles = styles;
  declare file: File | null;
  declare result: Result | null;
  declare keep: string;
  declare onConflict: string;
  declare isOver: boolean;
  declare isTooLarge: boolean;

  constructor() {
    super();
    this.keep = "valid";
    this.onConflict = "refuse";
  }

  private choose(file: File | undefined): void {
    this.isOver = false;
    if (file !== undefined) {
      this.file = file;
      this.isTooLarge = file.size > MAX_BYTES;
      this.result = null;
      this.failure = null;
      if (!this.isTooLarge) {
        this.run(true);
      }
    }
  }

  private setOption(name: "keep" | "onConflict", value: string): void {
    this[name] = value;
    if (this.file && !this.isTooLarge) {
      this.run(true);
    }
  }

  private run(dryRun: boolean): Promise<void> {
    this.result = null;
    return this.attempt(async () => {
      const options = query({ dryRun, keep: this.keep, onConflict: this.onConflict });
      const ending = this.file!.name.split(".").pop()!.toLowerCase();
      const type = TYPES[ending] ?? "application/x-ndjson";
      const { body } = await this.desk.api.post<Result>(`/api/v1/import${options}`, { body: await this.file!.text(), type });
      this.result = body;
      this.desk.announce(this.summary(body));
      this.focusOn("#result");
    });
  }

  /** Shows the refused lines if the whole import was refused because of them. */
  protected failed(failure: Failure | null): void {
    super.failed(failure);
    const faults = failure?.violations.filter((violation) => violation.line !== undefined) ?? [];
    if (faults.length > 0) {
      const items = refusedItems(faults);
      this.result = { dryRun: true, lines: 0, refused: items.length, items, omitted: 0 };
    }
  }

  render(): TemplateResult | typeof nothing {
    if (this.desk === undefined) {
      return nothing;
    }
    const stop = (event: DragEvent, isOver: boolean) => {
      event.preventDefault();
      this.isOver = isOver;
    };
    return html`<h2 tabindex="-1">${this.say("import.title")}</h2>
      <p>${this.say("import.help")} <a href="/api/v1/import/template.csv?kind=casualty" download>${this.say("import.template")}</a></p>
      <div
        class="drop ${this.isOver ? "over" : ""}"
        @dragover=${(event: DragEvent) => stop(event, true)}
        @dragleave=${(event: DragEvent) => stop(event, false)}
        @drop=${(event: DragEvent) => { stop(event, false); this.choose(event.dataTransfer?.files[0]); }}
      >
        <label for="file">${this.say("import.drop")}</label>
        <input
          type="file"
          id="file"
          accept=".ndjson,.jsonl,.json,.csv"
          @change=${(event: Event) => this.choose((event.target as HTMLInputElement).files?.[0])}
        />
      </div>
      <div class="columns">
        ${this.choiceView("keep", ["valid", "all"])} ${this.choiceView("onConflict", ["refuse", "keep", "update"])}
      </div>
      ${this.isTooLarge ? html`<p class="rule" role="alert">${this.say("import.tooLarge")}</p>` : nothing}
      ${this.isBusy ? html`<p role="status">${this.say("busy")}</p>` : nothing}
      ${failureView(this.desk.texts, this.failure, this.again)} ${this.result ? this.resultView(this.result) : nothing}`;
  }

  private choiceView(name: "keep" | "onConflict", values: string[]): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${this.say(`import.${name}`)}</label>
      <select id=${name} @change=${(event: Event) => this.setOption(name, (event.target as HTMLSelectElement).value)}>
        ${values.map((value) => html`<option value=${value} .selected=${this[name] === value}>${this.say(`import.${name}.${value}`)}</option>`)}
      </select>
    </div>`;
  }

  private summary(result: Result): string {
    const key = result.dryRun ? "import.trial" : "import.done";
    const lines = result.lines === 0 ? [] : [this.say("import.lines", { n: result.lines })];
    return `${this.say(key)} ${this.desk.texts.list([...lines, this.say("import.refused", { n: result.refused })])}`;
  }

  private resultView(result: Result): TemplateResult {
    const valid = result.lines - result.refused;
    const isSendable = result.dryRun && this.failure === null && valid > 0;
    const shown = result.items.filter((item, at) => at < SHOWN || item.outcome === "refused" || item.warning !== undefined);
    const hidden = result.items.length - shown.length + result.omitted;
    return html`<section class="panel">
      <h3 id="result" tabindex="-1">${this.summary(result)}</h3>
      ${isSendable
        ? html`<div class="actions">
            <button type="button" class="primary" id="send" ?disabled=${this.isBusy} @click=${() => this.run(false)}>
              ${this.say("import.send", { n: valid })}
            </button>
          </div>`
        : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.say("import.caption")}>
        <table>
          <caption>${this.say("import.caption")}</caption>
          <thead>
            <tr>${["line", "outcome", "item", "remark"].map((name) => html`<th scope="col">${this.say(`column.${name}`)}</th>`)}</tr>
          </thead>
          <tbody>${shown.map((item) => this.itemView(item))}</tbody>
        </table>
      </div>
      ${hidden > 0 ? html`<p>${this.say("import.hidden", { n: hidden })}</p>` : nothing}
    </section>`;
  }

  private itemView(item: Item): TemplateResult {
    const { texts } = this.desk;
    const mark = item.outcome === "refused" ? html`<span class="mark rule" aria-hidden="true">✗</span> ` : nothing;
    const number = item.number === undefined ? "" : ` ${texts.number(item.number)}`;
    return html`<tr>
      <th scope="row">${texts.number(item.line)}</th>
      <td>${mark}${texts.code("outcome", item.outcome)}</td>
      <td><bdi>${item.record ?? item.id ?? "–"}</bdi>${number}</td>
      <td lang="en" dir="ltr">
        ${item.violations?.map(({ field, rule }) => html`<div class="rule">${field === "" ? nothing : html`<code>${field}</code> `}${rule}</div>`)}
        ${item.warning === undefined ? nothing : html`<div><span class="mark">!</span> ${item.warning}</div>`}
      </td>
    </tr>`;
  }
}

/** Returns the refused lines of an import that was refused as a whole. */
function refusedItems(faults: Violation[]): Item[] {
  const lines = [...new Set(faults.map((fault) => fault.line!))].sort((one, other) => one - other);
  return lines.map((line) => ({ line, outcome: "refused", violations: faults.filter((fault) => fault.line === line) }));
}
