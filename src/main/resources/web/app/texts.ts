import { page as ar } from "../texts/ar.json";
import { page as en } from "../texts/en.json";
import { page as ru } from "../texts/ru.json";

type Forms = Partial<Record<Intl.LDMLPluralRule, string>>;

const byLanguage: Record<string, Record<string, string | Forms>> = { ar, en, ru };

/** The language of the page. */
export const language = document.documentElement.lang;

/** Returns a text of the page, with the value n in the plural form that it takes. */
export function say(key: string, n?: number | string): string {
  const text = byLanguage[language]?.[key] ?? byLanguage.en[key] ?? key;
  const form = typeof text === "string" ? text : (text[new Intl.PluralRules(language).select(Number(n))] ?? text.other ?? key);
  return form.replace("{n}", typeof n === "number" ? n.toLocaleString(language) : (n ?? ""));
}
