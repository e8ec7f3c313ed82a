import { codes as arCodes, desk as arDesk } from "../texts/ar.json";
import { codes as enCodes, desk as enDesk } from "../texts/en.json";
import { codes as ruCodes, desk as ruDesk } from "../texts/ru.json";

type Message = string | { [category: string]: string };
type Messages = { [key: string]: Message };

/** A text of the service: one string for each language. */
export type Text = { [language: string]: string };

const DESK: { [language: string]: Messages } = { ar: arDesk, en: enDesk, ru: ruDesk };
const CODES: { [language: string]: Messages } = { ar: arCodes, en: enCodes, ru: ruCodes };

const RIGHT_TO_LEFT = ["ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

const LEFT_TO_RIGHT_ISOLATE = "\u2066";
const ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Returns the writing direction of a language. */
export function direction(language: string): "rtl" | "ltr" {
  return RIGHT_TO_LEFT.includes(language.split("-")[0]) || /-Arab\b/i.test(language) ? "rtl" : "ltr";
}

/** The texts of the desk in one language. */
export class Texts {
  readonly language: string;
  private readonly messages: Messages;
  private readonly codes: Messages;
  private readonly plurals: Intl.PluralRules;

  constructor(language: string) {
    this.language = language in DESK ? language : "en";
    this.messages = DESK[this.language];
    this.codes = CODES[this.language];
    this.plurals = new Intl.PluralRules(this.language);
  }

  /** Returns a text with its placeholders replaced; the placeholder n chooses the plural form. */
  say(key: string, values: { [name: string]: string | number } = {}): string {
    const message = this.messages[key] ?? key;
    const pattern = typeof message === "string" ? message : this.plural(message, Number(values.n));
    return pattern.replace(/\{(\w+)\}/g, (_, name: string) => this.shown(values[name]));
  }

  /** Returns the parts of a list as the language separates them. */
  list(parts: string[]): string {
    return parts.join(this.say("comma"));
  }

  /** Returns the name of a code, such as killed of measure, or its words if it has none. */
  code(prefix: string, value: string): string {
    const name = this.codes[`${prefix}.${value}`];
    return typeof name === "string" ? name : value.replace(/-/g, " ");
  }

  /** Returns the label of a field of the contract, or the words of its name if it has none. */
  field(name: string): string {
    const label = this.messages[`field.${name}`];
    return typeof label === "string" ? label : name.replace(/([A-Z])/g, (letter) => " " + letter.toLowerCase());
  }

  /** Returns a number in the digits of the language. */
  number(value: number): string {
    return value.toLocaleString(this.language);
  }

  /** Returns a date as it was given, whose parts keep their order in a text from right to left. */
  date(given: string): string {
    return LEFT_TO_RIGHT_ISOLATE + given + POP_ISOLATE;
  }

  /** Returns an instant of the API as date and time. */
  time(instant: string): string {
    const time = new Date(instant);
    return isNaN(time.getTime())
      ? instant
      : time.toLocaleString(this.language, { dateStyle: "medium", timeStyle: "short" });
  }

  /** Returns the name of a language in this one. */
  languageName(tag: string): string {
    return nameOf(this.language, "language", tag);
  }

  /** Returns the name of a country in this language. */
  countryName(code: string): string {
    return nameOf(this.language, "region", code);
  }

  /** Returns the language of a text that a reader of this language sees, or undefined for an empty text. */
  chosen(text: Text | undefined): string | undefined {
    const tags = Object.keys(text ?? {});
    return [this.language, "en", ...tags].find((tag) => tags.includes(tag));
  }

  /** Returns a text in this language, or else in English or its first language; empty for none. */
  of(text: Text | undefined): string {
    const tag = this.chosen(text);
    return tag === undefined || text === undefined ? "" : text[tag];
  }

  private plural(forms: { [category: string]: string }, n: number): string {
    return forms[this.plurals.select(n)] ?? forms.other;
  }

  private shown(value: string | number | undefined): string {
    if (typeof value === "number") {
      return this.number(value);
    }
    return value === undefined ? "" : ISOLATE + value + POP_ISOLATE;
  }
}

/** Returns the name of a code by Intl, or the code if that has no name for it. */
function nameOf(language: string, type: "language" | "region", code: string): string {
  try {
    return new Intl.DisplayNames([language], { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
