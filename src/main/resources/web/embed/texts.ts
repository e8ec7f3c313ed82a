import { codes as arCodes, embed as ar } from "../texts/ar.json";
import { codes as enCodes, embed as en } from "../texts/en.json";
import { codes as ruCodes, embed as ru } from "../texts/ru.json";

type Forms = Record<string, string>;
type Section = Record<string, string | Forms>;

const SECTIONS: Record<string, [Section, Section]> = { en: [en, enCodes], ar: [ar, arCodes], ru: [ru, ruCodes] };

/** The texts of the elements in a language. */
export class Texts {
  readonly direction: "rtl" | "ltr";
  private readonly texts: Section;
  private readonly codes: Section;
  private readonly plurals: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;

  private constructor(readonly language: string) {
    [this.texts, this.codes] = SECTIONS[language];
    this.direction = language === "ar" ? "rtl" : "ltr";
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
  }

  /** Returns the texts in the language of a tag, or else in English. */
  static in(tag: string): Texts {
    const language = tag.toLowerCase().split("-")[0];
    return new Texts(language in SECTIONS ? language : "en");
  }

  /** Returns a text with values in the place of the names in braces, in the plural form of the value n if it has several. */
  say(key: string, values: Record<string, string | number> = {}): string {
    const text = this.texts[key] ?? key;
    const form = typeof text === "string" ? text : text[this.plurals.select(Number(values.n))] ?? text.other;
    return form.replace(/\{(\w+)\}/g, (name, value) => this.shown(values[value] ?? name));
  }

  private shown(value: string | number): string {
    return typeof value === "number" ? this.number(value) : value;
  }

  /** Returns a number with the digits of the language. */
  number(value: number): string {
    return this.numbers.format(value);
  }

  /** Returns the name of a code of a list, or the code itself if it has none. */
  code(list: string, code: string): string {
    const name = this.codes[`${list}.${code}`];
    return typeof name === "string" ? name : code;
  }
}
