import { html, nothing, type TemplateResult } from "lit";
import { speaksFor } from "./context";
import type { Field } from "./contract";
import type { Option } from "./directory";
import { member, type Json } from "./draft";
import type { Form } from "./form";
import { checkView, enumView, labelOf, pickList, pickView, rulesView, stringView, textView } from "./inputs";

/** The order of the fields that most reports have; the others follow among those that are folded. */
const FIRST = [
  "source", "reportedAt", "status", "supersedes", "retracts", "reason", "via", "evidence",
  "headline", "url", "publisher", "record", "number", "quotation", "publishedAt",
  "group", "measure", "type", "subject", "state", "act", "place", "low", "best", "high", "speaker", "actor", "stance", "topic",
  "person", "post", "places", "authority", "operator", "by", "wording", "summary", "originalLanguage", "occurred", "from", "until",
  "name", "role", "codeList", "code", "language", "heading", "text", "lat", "lon",
  "sources", "crises", "crisis", "expiresAt", "filter", "overlapHours",
];

/** The fields whose values are the ids of sources. */
const SOURCES = ["sources", "supersedesSource", "via"];

/** The fields whose values are the ids of crises. */
const CRISES = ["crisis", "crises"];

/** The fields whose values are the ids of records. */
const RECORDS = ["record", "inReplyTo", "into"];

/** The fields that number a revision of the record. */
const NUMBERS = ["supersedes", "after"];

/** The fields of truth values that say something if they are false. */
const NEGATIVE = ["material"];

/** The prefixes of the codes whose schema has another name. */
const PREFIXES: { [schema: string]: string } = {
  MeasureType: "type", DisruptionSubject: "subject", DisruptionState: "state", AppointmentAct: "act",
};

/** Returns the options of an enumeration of the contract. */
export function codeOptions(form: Form, field: Field): Option[] {
  const prefix = PREFIXES[field.schema] ?? field.schema.charAt(0).toLowerCase() + field.schema.slice(1);
  return field.values.map((value) => ({ value, label: form.desk.texts.code(prefix, value) }));
}

/** Returns the lists of names that the inputs of a form offer. */
export function listsView(form: Form): TemplateResult {
  const { directory } = form.desk;
  return html`${pickList("sources", directory.sources)} ${pickList("own-sources", ownSources(form))}
  ${pickList("countries", directory.countries)}
  ${pickList("zones", directory.zones)} ${pickList("records", form.records)} ${pickList("tags", tagOptions(form))}
  ${pickList("crises", crisisOptions(form))}`;
}

/** Returns the sources whose reports the caller may append. */
function ownSources(form: Form): Option[] {
  const { caller, directory } = form.desk;
  return directory.sources.filter((source) => speaksFor(caller, source.value));
}

function tagOptions(form: Form): Option[] {
  return form.languages.map((value) => ({ value, label: form.desk.texts.languageName(value) }));
}

function crisisOptions(form: Form): Option[] {
  const { directory, texts } = form.desk;
  return directory.crises.map((crisis) => ({ value: crisis.id, label: texts.of(crisis.title) }));
}

/** Returns the inputs of some fields in a fixed order; what few reports have is folded. */
export function fieldsView(form: Form, fields: Field[], base: string): TemplateResult {
  const known = fields.filter((field) => !isNumber(field) || form.revisions.length > 0);
  const isFirst = (field: Field) => field.required || FIRST.includes(field.name) || isDetailOfOther(form, field, base);
  const first = known.filter(isFirst).sort((one, other) => rank(one) - rank(other));
  const rest = known.filter((field) => !isFirst(field));
  return html`<div class="fields">
    ${first.map((field) => fieldView(form, field, member(base, field.name)))} ${foldedView(form, rest, base)}
  </div>`;
}

/** Whether a field numbers a revision of the record of the report. */
function isNumber(field: Field): boolean {
  return NUMBERS.includes(field.name) && field.type === "integer";
}

function rank(field: Field): number {
  const name = field.name.replace(/Detail$/, "");
  const at = FIRST.indexOf(name);
  return at < 0 ? FIRST.length : at + (name === field.name ? 0 : 0.5);
}

/** Whether a field says in words what a code leaves open. */
function isDetailOfOther(form: Form, field: Field, base: string): boolean {
  return field.name.endsWith("Detail") && form.value(member(base, field.name.replace(/Detail$/, ""))) === "other";
}

function foldedView(form: Form, fields: Field[], base: string): TemplateResult | typeof nothing {
  if (fields.length === 0) {
    return nothing;
  }
  const paths = fields.map((field) => member(base, field.name));
  const isOpen = paths.some((path) => form.isRefused(path) || form.value(path) !== undefined);
  return html`<details class="more" ?open=${isOpen}>
    <summary>${form.desk.texts.say("moreFields", { n: fields.length })}</summary>
    <div class="fields">${fields.map((field, at) => fieldView(form, field, paths[at]))}</div>
  </details>`;
}

/** Returns the input of a field by its schema. */
export function fieldView(form: Form, field: Field, path: string): TemplateResult {
  switch (field.type) {
    case "text":
      return textView(form, field, path);
    case "object":
      return objectView(form, field, path);
    case "list":
      return listView(form, field, path);
    case "boolean":
      return checkView(form, field, path, !NEGATIVE.includes(field.name));
    case "enum":
      return enumView(form, field, path, codeOptions(form, field));
    default:
      return plainView(form, field, path);
  }
}

/** Returns the input of a string or a number. */
function plainView(form: Form, field: Field, path: string): TemplateResult {
  const { directory, texts } = form.desk;
  const isCountry = field.name === "code" && form.text(path.replace(/code$/, "codeList")) === "iso-3166-1";
  if (field.name === "source") {
    return pickView(form, field, path, "own-sources", ownSources(form));
  }
  if (SOURCES.includes(field.name)) {
    return pickView(form, field, path, "sources", directory.sources);
  }
  if (CRISES.includes(field.name)) {
    return pickView(form, field, path, "crises", crisisOptions(form));
  }
  if (RECORDS.includes(field.name)) {
    return pickView(form, field, path, "records", form.records);
  }
  if (isNumber(field)) {
    return enumView(form, field, path, form.revisions);
  }
  if (field.schema === "CountryCode" || isCountry) {
    return pickView(form, field, path, "countries", directory.countries);
  }
  if (field.name === "timeZone") {
    return pickView(form, field, path, "zones", directory.zones);
  }
  if (field.schema === "LanguageTag" || (field.name === "from" && field.schema === "")) {
    return pickView(form, field, path, "tags", tagOptions(form));
  }
  if (field.schema === "Instant") {
    return stringView(form, field, path, { mode: "text", hint: texts.say("hint.instant", { a: "2027-06-30T00:00:00Z" }) });
  }
  if (field.schema === "PartialDate" || field.schema === "ReportedTime") {
    return stringView(form, field, path, { mode: "text", hint: texts.say("hint.date", { a: "2022-01", b: "2022-01-05", c: "2022-01-05T12:00Z" }) });
  }
  return stringView(form, field, path, modeOf(field));
}

function modeOf(field: Field): { mode?: "numeric" | "decimal" | "url" } {
  if (field.schema === "WebAddress") {
    return { mode: "url" };
  }
  return field.type === "string" ? {} : { mode: field.type === "integer" ? "numeric" : "decimal" };
}

/** Returns the inputs of an object; one that need not be given is opened by a button, unless it is a span of dates. */
function objectView(form: Form, field: Field, path: string): TemplateResult {
  const { texts } = form.desk;
  const isSpan = field.fields.every((part) => part.schema === "PartialDate");
  if (!field.required && !isSpan && form.value(path) === undefined) {
    return addView(form, form.id(path, "-add"), path, texts.say("add", { what: texts.field(field.name) }), {});
  }
  const isRemovable = !field.required && !isSpan;
  return html`<fieldset class="object" id=${form.id(path)}>
    <legend>${labelOf(form, field)}</legend>
    ${rulesView(form, path)} ${fieldsView(form, field.fields, path)}
    ${isRemovable ? removeView(form, path, path, texts.field(field.name)) : nothing}
  </fieldset>`;
}

/** Returns the items of a list with buttons to add and remove them; codes are check boxes instead. */
function listView(form: Form, field: Field, path: string): TemplateResult {
  const { texts } = form.desk;
  const items = (form.value(path) as Json[] | undefined) ?? [];
  const item = field.item!;
  if (item.type === "enum") {
    return checksView(form, field, path, items);
  }
  const name = texts.field(`${field.name}.one`) === `${field.name}.one` ? texts.field(field.name) : texts.field(`${field.name}.one`);
  const isObject = item.type === "object";
  const one = (at: number) => {
    const own = `${path}[${at}]`;
    return html`<div class="item">
      ${isObject
        ? html`<fieldset class="object" id=${form.id(own)}>
            <legend>${name} ${texts.number(at + 1)}</legend>
            ${rulesView(form, own)} ${fieldsView(form, item.fields, own)}
          </fieldset>`
        : fieldView(form, item, own)}
      ${removeView(form, own, path, `${name} ${texts.number(at + 1)}`)}
    </div>`;
  };
  const empty = isObject || item.type === "text" ? {} : "";
  return html`<div class="list" role="group" aria-label=${texts.field(field.name)} id=${form.id(path)}>
    ${rulesView(form, path)} ${items.map((_, at) => one(at))}
    ${addView(form, form.id(path, "-add"), `${path}[${items.length}]`, texts.say("add", { what: name }), empty)}
  </div>`;
}

/** Returns the codes of a list as check boxes. */
function checksView(form: Form, field: Field, path: string, items: Json[]): TemplateResult {
  const take = (value: string, isChecked: boolean) =>
    form.change(path, isChecked ? [...items, value] : items.filter((item) => item !== value));
  return html`<fieldset class="checks" id=${form.id(path)}>
    <legend>${labelOf(form, field)}</legend>
    ${rulesView(form, path)}
    ${codeOptions(form, field.item!).map(
      (option) => html`<label>
        <input
          type="checkbox"
          .checked=${items.includes(option.value)}
          @change=${(event: Event) => take(option.value, (event.target as HTMLInputElement).checked)}
        />
        <span>${option.label}</span>
      </label>`,
    )}
  </fieldset>`;
}

/** Returns a button that adds a part, and then moves the focus into it. */
function addView(form: Form, id: string, path: string, label: string, empty: Json): TemplateResult {
  const add = (event: Event) => {
    form.change(path, empty);
    form.focusOn(event, form.id(path));
  };
  return html`<button type="button" class="minor" id=${id} @click=${add}>+ ${label}</button>`;
}

/** Returns a button that removes a part, and then moves the focus to the button that adds one. */
function removeView(form: Form, path: string, whole: string, name: string): TemplateResult {
  const remove = (event: Event) => {
    form.change(path, undefined);
    form.focusOn(event, form.id(whole, "-add"));
  };
  return html`<button type="button" class="minor" @click=${remove}>${form.desk.texts.say("remove", { what: name })}</button>`;
}
