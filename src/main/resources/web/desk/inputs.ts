import { html, nothing, type TemplateResult } from "lit";
import type { Option } from "./directory";
import { member, numberOrText, partOfNumber } from "./draft";
import type { Field } from "./contract";
import type { Form } from "./form";
import { direction } from "./texts";

/** The texts that take several lines as a rule. */
const LONG = ["body", "note", "reason", "scope", "summary", "text", "wording"];

/** What an input has besides its value. */
export interface InputOptions {
  list?: string;
  mode?: "numeric" | "decimal" | "url" | "text";
  hint?: string;
}

/** Returns the ids of what describes an input, or nothing. */
function described(form: Form, path: string, hasHelp: boolean): string | typeof nothing {
  const ids = [
    ...(hasHelp ? [form.id(path, "-help")] : []),
    ...(form.rulesAt(path).length > 0 ? [form.id(path, "-rule")] : []),
  ];
  return ids.length === 0 ? nothing : ids.join(" ");
}

/** Returns the rules that a field violates, as the API words them. */
export function rulesView(form: Form, path: string): TemplateResult | typeof nothing {
  const rules = form.rulesAt(path);
  return rules.length === 0
    ? nothing
    : html`<p class="rule" id=${form.id(path, "-rule")}>
        <span class="mark" aria-hidden="true">✗</span>
        ${rules.map((rule) => html`<bdi lang="en">${rule}</bdi> `)}
      </p>`;
}

/** Returns what the contract says of a field, and how its value is written. */
function helpView(form: Form, path: string, field: Field, hint: string): TemplateResult | typeof nothing {
  const isExplained = form.isExplained && field.description !== "";
  return !isExplained && hint === ""
    ? nothing
    : html`<p class="help" id=${form.id(path, "-help")}>
        ${hint === "" ? nothing : html`<span>${hint}</span> `}
        ${isExplained ? html`<span lang="en" dir="ltr">${field.description}</span>` : nothing}
      </p>`;
}

/** Returns the label of a field, with a word if it must be given. */
export function labelOf(form: Form, field: Field): TemplateResult {
  const { texts } = form.desk;
  const required = field.required && field.type !== "boolean" ? html` <span class="required">${texts.say("required")}</span>` : nothing;
  return html`${texts.field(field.name)}${required}`;
}

/** Returns an input of one line. */
export function stringView(form: Form, field: Field, path: string, options: InputOptions = {}): TemplateResult {
  const hint = options.hint ?? "";
  const hasHelp = hint !== "" || (form.isExplained && field.description !== "");
  const isNumber = field.type === "integer" || field.type === "number";
  const take = (event: Event, toNumber: (typed: string) => number | string) => {
    const { value } = event.target as HTMLInputElement;
    form.change(path, isNumber && value !== "" ? toNumber(value) : value);
  };
  return html`<div class="field">
    <label for=${form.id(path)}>${labelOf(form, field)}</label>
    <input
      id=${form.id(path)}
      .value=${form.text(path)}
      inputmode=${options.mode ?? "text"}
      dir=${options.mode === undefined ? "auto" : "ltr"}
      list=${options.list ?? nothing}
      autocomplete="off"
      spellcheck="false"
      aria-required=${field.required ? "true" : nothing}
      aria-invalid=${form.rulesAt(path).length > 0 ? "true" : nothing}
      aria-describedby=${described(form, path, hasHelp)}
      @input=${(event: Event) => take(event, partOfNumber)}
      @change=${(event: Event) => isNumber && take(event, numberOrText)}
    />
    ${helpView(form, path, field, hint)} ${rulesView(form, path)}
  </div>`;
}

/** Returns an input that is filled in by name, with the value behind the name. */
export function pickView(form: Form, field: Field, path: string, list: string, options: Option[]): TemplateResult {
  const value = form.text(path);
  const take = (typed: string, isDone: boolean) => {
    form.typing = isDone ? null : { path, typed };
    form.change(path, resolved(options, typed, isDone));
  };
  const hasHelp = form.isExplained && field.description !== "";
  return html`<div class="field">
    <label for=${form.id(path)}>${labelOf(form, field)}</label>
    <input
      id=${form.id(path)}
      .value=${form.typing?.path === path ? form.typing.typed : nameOf(options, value)}
      list=${list}
      dir="auto"
      autocomplete="off"
      spellcheck="false"
      aria-required=${field.required ? "true" : nothing}
      aria-invalid=${form.rulesAt(path).length > 0 ? "true" : nothing}
      aria-describedby=${described(form, path, hasHelp)}
      @input=${(event: Event) => take((event.target as HTMLInputElement).value, false)}
      @change=${(event: Event) => take((event.target as HTMLInputElement).value, true)}
    />
    ${helpView(form, path, field, "")} ${rulesView(form, path)}
  </div>`;
}

/** Returns the list of names that an input offers. */
export function pickList(id: string, options: Option[]): TemplateResult {
  return html`<datalist id=${id}>${options.map((option) => html`<option value=${pickName(option)}></option>`)}</datalist>`;
}

/** Returns what an input shows of a value: the name that it is picked by, or the value if it is none of the options. */
export function nameOf(options: Option[], value: string): string {
  const chosen = options.find((option) => option.value === value);
  return chosen === undefined ? value : pickName(chosen);
}

/** Returns an option as it is picked: its name, and its value if that is another word. */
export function pickName(option: Option): string {
  return option.label === option.value ? option.value : `${option.label} (${option.value})`;
}

/** Returns the value that was picked or typed; once typing is done, a value or a name that only one option has will do. */
export function resolved(options: Option[], typed: string, isDone: boolean): string {
  const text = typed.trim().toLowerCase();
  const picked = options.find((option) => pickName(option) === typed);
  if (picked !== undefined || !isDone || text === "") {
    return picked?.value ?? typed;
  }
  const exact = options.filter((option) => option.value.toLowerCase() === text || option.label.toLowerCase() === text);
  const like = options.filter((option) => option.label.toLowerCase().includes(text));
  return [exact, like].find((found) => found.length === 1)?.[0].value ?? typed.trim();
}

/** Returns a choice among the codes of a field. */
export function enumView(form: Form, field: Field, path: string, options: Option[]): TemplateResult {
  const hasHelp = form.isExplained && field.description !== "";
  const value = form.text(path);
  return html`<div class="field">
    <label for=${form.id(path)}>${labelOf(form, field)}</label>
    <select
      id=${form.id(path)}
      aria-required=${field.required ? "true" : nothing}
      aria-invalid=${form.rulesAt(path).length > 0 ? "true" : nothing}
      aria-describedby=${described(form, path, hasHelp)}
      @change=${(event: Event) => form.change(path, (event.target as HTMLSelectElement).value)}
    >
      <option value="" .selected=${value === ""}>–</option>
      ${options.map((option) => html`<option value=${option.value} .selected=${option.value === value}>${option.label}</option>`)}
    </select>
    ${helpView(form, path, field, "")} ${rulesView(form, path)}
  </div>`;
}

/** Returns a check box, which states something only if it is checked. */
export function checkView(form: Form, field: Field, path: string, checked: boolean): TemplateResult {
  const take = (event: Event) => form.change(path, (event.target as HTMLInputElement).checked ? checked : undefined);
  const hasHelp = form.isExplained && field.description !== "";
  return html`<div class="field check">
    <label>
      <input
        type="checkbox"
        id=${form.id(path)}
        .checked=${form.value(path) === checked}
        aria-invalid=${form.rulesAt(path).length > 0 ? "true" : nothing}
        aria-describedby=${described(form, path, hasHelp)}
        @change=${take}
      />
      <span>${labelOf(form, field)}</span>
    </label>
    ${helpView(form, path, field, "")} ${rulesView(form, path)}
  </div>`;
}

/** Returns the inputs of a text: its languages side by side. */
export function textView(form: Form, field: Field, path: string): TemplateResult {
  const isLong = LONG.includes(field.name);
  const hasHelp = form.isExplained && field.description !== "";
  const input = (language: string) => {
    const at = member(path, language);
    return html`<div class="language">
      <label for=${form.id(at)}>${form.desk.texts.languageName(language)}</label>
      <textarea
        id=${form.id(at)}
        rows=${isLong ? 3 : 1}
        lang=${language}
        dir=${direction(language)}
        .value=${form.text(at)}
        aria-invalid=${[...form.rulesAt(at), ...form.rulesAt(path)].length > 0 ? "true" : nothing}
        aria-describedby=${form.rulesAt(at).length > 0 ? form.id(at, "-rule") : described(form, path, hasHelp)}
        @input=${(event: Event) => form.change(at, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      ${rulesView(form, at)}
    </div>`;
  };
  return html`<fieldset class="text" id=${form.id(path)}>
    <legend>${labelOf(form, field)}</legend>
    ${helpView(form, path, field, "")} ${rulesView(form, path)}
    <div class="languages">${form.languages.map(input)}</div>
  </fieldset>`;
}
