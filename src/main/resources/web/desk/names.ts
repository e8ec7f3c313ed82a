import type { Text, Texts } from "./texts";

/** What a figure counts. */
export interface Count {
  group: string;
  groupDetail?: string;
  measure: string;
  place: string;
  basis: string;
  period?: string;
  phase?: string;
  excludes?: string[];
  excludesDetail?: string;
}

/** The number of a figure, as far as it is known. */
export interface Figure {
  low?: number;
  lowExclusive?: boolean;
  best?: number;
  high?: number;
  highExclusive?: boolean;
  approximate?: boolean;
  absentReason?: string;
  wording?: Text;
  words?: Text;
}

/** The brief view of a record. */
export interface Brief extends Figure {
  record: string;
  number: number;
  count?: Count;
  speaker?: Text;
  stance?: string;
  codes?: { [field: string]: string };
  source: string;
  status: string;
}

/** The content of a revision, of which only what names it is known here. */
export interface Content extends Figure {
  kind?: string;
  group?: string;
  measure?: string;
  place?: { name: Text; code?: string };
  basis?: string;
  summary?: Text;
  headline?: Text;
  topic?: Text;
  [field: string]: unknown;
}

/** A revision as the API returns it. */
export interface Revision {
  crisis: string;
  record: string;
  kind: string;
  number: number;
  source: string;
  reportedAt: string;
  recordedAt: string;
  status: string;
  supersedes?: number;
  amends?: boolean;
  reason?: Text;
  content?: Content;
  standing?: boolean;
  supersededBy?: number;
  [field: string]: unknown;
}

/** Returns what a figure counts, in words. */
export function countName(texts: Texts, count: Pick<Count, "group" | "groupDetail" | "measure" | "place" | "basis">): string {
  const group = count.groupDetail ?? texts.code("group", count.group);
  const parts = [texts.code("measure", count.measure), group, count.place];
  return texts.list(count.basis === "count" ? parts : [...parts, texts.code("basis", count.basis)]);
}

/** Returns what a record is about and says, in words. */
export function briefName(texts: Texts, brief: Brief): string {
  if (brief.count !== undefined) {
    return `${countName(texts, brief.count)}: ${valueName(texts, brief)}`;
  }
  const codes = Object.entries(brief.codes ?? {}).map(([field, code]) => texts.code(field, code));
  return texts.list([texts.of(brief.speaker), ...codes, texts.of(brief.words)].filter((part) => part !== "")) || brief.record;
}

/** Returns what a content says, in words: a number, or the text that readers see first. */
export function contentName(texts: Texts, content: Content | undefined): string {
  if (content === undefined) {
    return "–";
  }
  const isFigure = content.group !== undefined && content.measure !== undefined;
  const words = [content.headline, content.wording, content.summary, content.topic].find((text) => text !== undefined);
  return isFigure ? valueName(texts, content) : texts.of(words) || codesOf(content, texts);
}

/** Returns the number of a figure in words, such as at least 25. */
export function valueName(texts: Texts, figure: Figure): string {
  const { low, high } = figure;
  const best = figure.best ?? (low === high ? low : undefined);
  const shown = best === undefined ? boundsName(texts, figure) : texts.say("value.one", { n: best });
  if (shown !== "") {
    return figure.approximate ? texts.say("value.about", { n: shown }) : shown;
  }
  return texts.of(figure.wording ?? figure.words) || texts.code("absentReason", figure.absentReason ?? "unknown");
}

function boundsName(texts: Texts, { low, lowExclusive, high, highExclusive }: Figure): string {
  if (low !== undefined && high !== undefined && !lowExclusive && !highExclusive) {
    return texts.say("value.range", { low, high });
  }
  const bounds: string[] = [];
  if (low !== undefined) {
    bounds.push(texts.say(lowExclusive ? "value.moreThan" : "value.atLeast", { n: low }));
  }
  if (high !== undefined) {
    bounds.push(texts.say(highExclusive ? "value.fewerThan" : "value.atMost", { n: high }));
  }
  return texts.list(bounds);
}

/** Returns the number by which figures are compared: the best one, or else a bound; undefined for none. */
export function numberOf(figure: { best?: unknown; low?: unknown; high?: unknown } | undefined): number | undefined {
  const given = [figure?.best, figure?.low, figure?.high].find((value) => typeof value === "number");
  return given as number | undefined;
}

function codesOf(content: Content, texts: Texts): string {
  const codes = ["type", "subject", "state", "stance", "act"].filter((name) => typeof content[name] === "string");
  return texts.list(codes.map((name) => texts.code(name, String(content[name])))) || "–";
}
