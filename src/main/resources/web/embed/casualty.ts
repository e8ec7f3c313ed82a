import { Text } from "./api";
import { Texts } from "./texts";

/** A number, or its bounds. */
export interface Amount {
  readonly low?: number;
  readonly lowExclusive?: boolean;
  readonly best?: number;
  readonly high?: number;
  readonly highExclusive?: boolean;
  readonly approximate?: boolean;
}

/** A figure as a source gave it. */
export interface Figure extends Amount {
  readonly group: string;
  readonly groupDetail?: Text;
  readonly measure: string;
  readonly place: { readonly name: Text };
  readonly certainty?: string;
  readonly unverified?: boolean;
  readonly absentReason?: string;
  readonly wording?: Text;
  readonly basis: string;
  readonly occurred?: { readonly from?: string; readonly until?: string };
  readonly excludes?: readonly string[];
  readonly excludesDetail?: Text;
}

/** Returns the text in a language, or else in the first one that it has, with the tag of its language. */
export function inLanguage(text: Text, language: string): [tag: string, text: string] {
  const tag = language in text ? language : Object.keys(text)[0];
  return [tag, text[tag] ?? ""];
}

/** Returns a text for the inside of another one, whose direction it does not change. */
export function isolated(text: Text, language: string): string {
  return `\u2068${inLanguage(text, language)[1]}\u2069`;
}

/** Returns what a figure counts: what happened to whom, where, and by which rule. */
export function counted(texts: Texts, figure: Figure, period: string | undefined): string {
  const detail = figure.groupDetail && isolated(figure.groupDetail, texts.language);
  const group = figure.group === "other" ? detail : figure.group !== "total" && small(texts.code("group", figure.group));
  const whom = [group, figure.group !== "other" && detail].filter(Boolean).join(", ");
  const measure = texts.code("measure", figure.measure);
  const what = whom ? texts.say("what", { measure, whom }) : measure;
  return [what, isolated(figure.place.name, texts.language), period, ...rules(texts, figure)].filter(Boolean)
    .join(texts.say("comma"));
}

/** Returns the name of a group for the inside of a line. */
function small(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function rules(texts: Texts, figure: Figure): string[] {
  const basis = figure.basis === "count" ? [] : [texts.code("basis", figure.basis)];
  const codes = (figure.excludes ?? []).filter(code => code !== "other").map(code => small(texts.code("excluded", code)));
  const detail = figure.excludesDetail ? [isolated(figure.excludesDetail, texts.language)] : [];
  const people = [...codes, ...detail].join(texts.say("comma"));
  return people ? [...basis, texts.say("without", { people })] : basis;
}

/** Returns the number, the bounds or the range of a figure, or null if its source gave words or a reason alone. */
export function value(texts: Texts, figure: Amount): string | null {
  const { low, best, high } = figure;
  const one = best ?? (low === high ? low : undefined);
  const shown = one === undefined ? bounds(texts, figure) : texts.number(one);
  return shown !== null && figure.approximate ? texts.say("value.about", { value: shown }) : shown;
}

/** Returns the bounds around the best number of a figure, or null if it has none. */
export function around(texts: Texts, figure: Amount): string | null {
  return figure.best === undefined || figure.low === figure.high ? null : bounds(texts, figure);
}

function bounds(texts: Texts, { low, lowExclusive, high, highExclusive }: Amount): string | null {
  const atLeast = low !== undefined && texts.say(lowExclusive ? "value.more" : "value.least", { n: low });
  const atMost = high !== undefined && texts.say(highExclusive ? "value.fewer" : "value.most", { n: high });
  if (atLeast && atMost) {
    const isClosed = !lowExclusive && !highExclusive;
    return isClosed ? texts.say("value.range", { low: low!, high: high! }) : atLeast + texts.say("comma") + atMost;
  }
  return atLeast || atMost || null;
}
