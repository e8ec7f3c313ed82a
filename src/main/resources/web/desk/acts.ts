import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Failure } from "./api";
import type { Desk } from "./context";
import type { Field } from "./contract";
import { fieldView, listsView } from "./fields";
import { Form } from "./form";
import { formFailureView } from "./problems";

/** An editor's act on a record or a claim, or the end of one. */
export type Act =
  | { type: "hold"; crisis: string; record: string }
  | { type: "merge"; crisis: string; record: string }
  | { type: "rule"; crisis: string; record: string; number: number; ruling: string }
  | { type: "lift"; notice: string };

/** The schemas of the requests, whose fields the form asks for as far as the act does not give them. */
const SCHEMAS = { hold: "NewHold", merge: "NewMerger", rule: "NewRuling", lift: "Lifting" };

const PATHS = { hold: "holds", merge: "mergers", rule: "rulings" };

/** The form of an editor's act: a public reason, and what else the act needs. */
export class ActForm {
  private form!: Form;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Begins with an empty form. */
  begin(desk: Desk): void {
    this.form = new Form(desk, this.host, "a");
  }

  /** Shows what the API finds wrong. */
  refuse(failure: Failure | null): void {
    this.form?.refuse(failure);
  }

  /** Sends the act. */
  async send(act: Act): Promise<void> {
    const { api } = this.form.desk;
    const path = act.type === "lift" ? `${encodeURIComponent(act.notice)}/lifting` : PATHS[act.type];
    const { type: _, ...given } = act;
    const known = act.type === "lift" ? {} : given;
    await api.post(`/api/v1/notices/${path}`, { body: { ...this.form.body(), ...known } });
  }

  /** Returns the form of an act. */
  view(act: Act, send: () => void, cancel: () => void): TemplateResult {
    const { form } = this;
    const { texts, directory } = form.desk;
    form.rendering();
    form.records = "crisis" in act ? directory.known(act.crisis) : [];
    const fields = directory.contract.fieldsOf(SCHEMAS[act.type]).filter((field: Field) => !(field.name in act));
    const record = "record" in act ? act.record : "";
    const number = "number" in act ? act.number : 0;
    const name = act.type === "rule" ? `act.rule.${act.ruling}` : `act.${act.type}`;
    return html`<form class="panel" novalidate @submit=${(event: Event) => { event.preventDefault(); send(); }}>
      <h3 id="act" tabindex="-1">${texts.say(name, { record, number })}</h3>
      <p class="help">${texts.say(`act.${act.type}.help`)}</p>
      ${fields.map((field) => fieldView(form, field, field.name))} ${formFailureView(form, send)}
      <div class="actions">
        <button class="primary">${texts.say("act.send")}</button>
        <button type="button" @click=${cancel}>${texts.say("cancel")}</button>
      </div>
      ${listsView(form)}
    </form>`;
  }
}
