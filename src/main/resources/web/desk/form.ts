import type { ReactiveControllerHost } from "lit";
import type { Failure } from "./api";
import type { Desk } from "./context";
import type { Field } from "./contract";
import type { Option } from "./directory";
import { cleaned, parent, read, readText, write, type Json, type JsonObject } from "./draft";

/** What a person types into a form, and what the API finds wrong with it. */
export class Form {
  draft: JsonObject = {};
  languages: string[] = ["ar", "ru", "en"];
  isExplained: boolean;
  failure: Failure | null = null;
  /** The rules that are not shown at a field, each after the field's label. */
  general: { label: string; rule: string }[] = [];
  /** The revisions that a report can refer to by number. */
  revisions: Option[] = [];
  /** The records that a report can refer to. */
  records: Option[] = [];
  /** The text being typed into a name picker, shown unchanged until the input is left; null when none is being edited. */
  typing: { path: string; typed: string } | null = null;
  /** What is done when something is typed. */
  onChange: () => void = () => undefined;
  private initial = "";
  private rules = new Map<string, string[]>();
  private readonly shown = new Set<string>();

  constructor(
    readonly desk: Desk,
    private readonly host: ReactiveControllerHost,
    private readonly prefix: string,
  ) {
    this.isExplained = desk.texts.language === "en";
  }

  /** Returns the id of the element of a field. */
  id(path: string, part = ""): string {
    return `${this.prefix}-${path.replace(/[^A-Za-z0-9]+/g, "-")}${part}`;
  }

  /** Returns what stands at a field. */
  value(path: string): Json | undefined {
    return read(this.draft, path);
  }

  /** Returns what stands in the input of a field. */
  text(path: string): string {
    return readText(this.draft, path);
  }

  /** Sets what stands at a field; undefined removes it. */
  change(path: string, value: Json | undefined): void {
    write(this.draft, path, value);
    this.rules.delete(path);
    this.onChange();
    this.host.requestUpdate();
  }

  /**
   * Begins with another draft of some fields.
   *
   * @param isTyped whether a part of the draft was typed
   */
  begin(draft: JsonObject, fields: Field[], isTyped = false): void {
    this.draft = draft;
    this.initial = isTyped ? "" : JSON.stringify(this.body());
    this.clear();
    fields.flatMap((field) => languagesIn(draft[field.name], field)).forEach((language) => this.addLanguage(language));
    this.onChange();
  }

  /** Forgets which fields are shown; the rendering that begins tells. */
  rendering(): void {
    this.shown.clear();
  }

  /** Shows all texts in one more language. */
  addLanguage(language: string): void {
    if (!this.languages.includes(language)) {
      this.languages = [...this.languages, language];
      this.host.requestUpdate();
    }
  }

  /** Returns the report without what was left empty. */
  body(): JsonObject {
    return (cleaned(this.draft) ?? {}) as JsonObject;
  }

  /** Whether something was typed since it began. */
  get isDirty(): boolean {
    return JSON.stringify(this.body()) !== this.initial;
  }

  /** Whether anything was typed or taken over. */
  get isEmpty(): boolean {
    return cleaned(this.draft) === undefined;
  }

  /** Returns the rules that a field violates; a field that asks is known to be shown. */
  rulesAt(path: string): string[] {
    this.shown.add(path);
    return this.rules.get(path) ?? [];
  }

  /** Whether a field or a part of it violates a rule. */
  isRefused(path: string): boolean {
    return [...this.rules.keys()].some((refused) => refused === path || refused.startsWith(`${path}.`) || refused.startsWith(`${path}[`));
  }

  /** Forgets what the API found wrong. */
  clear(): void {
    this.rules = new Map();
    this.general = [];
    this.failure = null;
    this.host.requestUpdate();
  }

  /** Shows what the API found wrong, at the fields as far as they are shown; null for nothing. */
  refuse(failure: Failure | null): void {
    this.clear();
    this.failure = failure;
    for (const { field, rule, in: part } of failure?.violations ?? []) {
      const at = part === "body" ? this.nearest(field) : "";
      if (at === "") {
        this.general.push({ label: field, rule });
      } else {
        this.rules.set(at, [...(this.rules.get(at) ?? []), rule]);
      }
    }
  }

  /** Moves the focus to an element with an id, or to the first input in it, once it is rendered. */
  async focusOn(event: Event, id: string): Promise<void> {
    const root = (event.target as HTMLElement).getRootNode() as ShadowRoot;
    await this.host.updateComplete;
    const found = root.getElementById(id);
    const input = found?.matches("fieldset, div") ? found.querySelector<HTMLElement>("input, select, textarea") : found;
    input?.focus();
  }

  private nearest(path: string): string {
    let at = path;
    while (at !== "" && !this.shown.has(at)) {
      at = parent(at);
    }
    return at;
  }
}

/** Returns the languages of the texts in what stands at a field. */
function languagesIn(value: Json | undefined, field: Field): string[] {
  if (value === undefined || value === null || typeof value !== "object") {
    return [];
  }
  if (field.type === "text") {
    return Object.keys(value);
  }
  if (Array.isArray(value)) {
    return field.item === null ? [] : value.flatMap((item) => languagesIn(item, field.item!));
  }
  return field.fields.flatMap((part) => languagesIn(value[part.name], part));
}
