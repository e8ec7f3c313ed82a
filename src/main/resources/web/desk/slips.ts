import type { Listed } from "./directory";
import type { JsonObject } from "./draft";
import { countName, numberOf, type Content, type Revision } from "./names";
import type { Texts } from "./texts";

/** A report that is about to be sent, and what it is compared with. */
export interface Checked {
  body: JsonObject;
  record: string | null;
  revisions: Revision[];
  others: Listed[];
  sourceName: (id: string) => string;
  now: Date;
}

/** A figure below which two equal ones may well be chance. */
const TELLING = 10;

/** Returns a warning for each likely slip of a report; none of them keeps it from being sent. */
export function slips(texts: Texts, checked: Checked): string[] {
  return [...figureSlips(texts, checked), ...subjectSlips(texts, checked), ...dateSlips(texts, checked)];
}

function contentOf(checked: Checked): Content | undefined {
  return checked.body.content as Content | undefined;
}

function superseded(checked: Checked): Revision | undefined {
  return checked.revisions.find((revision) => revision.number === checked.body.supersedes);
}

/** Returns the revision that a report follows: the one that it supersedes, or the last one of its source, or else of any. */
function previous(checked: Checked): Revision | undefined {
  const standing = checked.revisions.filter((revision) => revision.standing && revision.content !== undefined).reverse();
  return superseded(checked) ?? standing.find((revision) => revision.source === checked.body.source) ?? standing[0];
}

function figureSlips(texts: Texts, checked: Checked): string[] {
  const number = numberOf(contentOf(checked));
  if (number === undefined) {
    return [];
  }
  const warnings = [];
  const before = numberOf(previous(checked)?.content);
  if (before !== undefined && number < before) {
    warnings.push(texts.say("slip.falls", { before, after: number, source: checked.sourceName(previous(checked)!.source) }));
  }
  const figures = checked.revisions.map((revision) => numberOf(revision.content)).filter((other) => other !== undefined);
  if (figures.includes(number)) {
    return warnings;
  }
  const swapped = figures.find((other) => areSwapped(number, other));
  if (swapped !== undefined) {
    warnings.push(texts.say("slip.swapped", { after: number, before: swapped }));
  }
  const shifted = figures.find((other) => number >= TELLING && other >= TELLING && (number === other * 10 || number * 10 === other));
  if (shifted !== undefined) {
    warnings.push(texts.say("slip.tenfold", { after: number, before: shifted }));
  }
  return [...warnings, ...elsewhere(texts, checked, number)];
}

/** Whether two numbers have the same digits in another order. */
export function areSwapped(one: number, other: number): boolean {
  const digits = (number: number) => [...String(number)].sort().join("");
  return one !== other && digits(one) === digits(other);
}

/** Returns a warning if another record has the same figure for something else. */
function elsewhere(texts: Texts, { record, others, body }: Checked, number: number): string[] {
  const content = body.content as Content;
  const same = others.find(
    ({ brief }) =>
      brief.count !== undefined &&
      brief.record !== record &&
      number >= TELLING &&
      numberOf(brief) === number &&
      (brief.count.group !== content.group || brief.count.measure !== content.measure),
  );
  return same === undefined
    ? []
    : [texts.say("slip.elsewhere", { after: number, what: countName(texts, same.brief.count!), record: same.value })];
}

/** Returns warnings if a report is about something else than what it follows. */
function subjectSlips(texts: Texts, checked: Checked): string[] {
  const content = contentOf(checked);
  const before = previous(checked)?.content;
  if (content === undefined || before === undefined) {
    return [];
  }
  const warnings = [];
  for (const field of ["group", "measure", "type", "subject", "act"]) {
    const values = [before[field], content[field]];
    if (values.every((value) => typeof value === "string") && values[0] !== values[1]) {
      const [from, to] = values.map((value) => texts.code(field, String(value)));
      warnings.push(texts.say("slip.other", { field: texts.field(field), before: from, after: to }));
    }
  }
  const isSameCode = before.place?.code !== undefined && before.place.code === content.place?.code;
  const [from, to] = [before.place?.name ?? {}, content.place?.name ?? {}];
  const language = Object.keys(from).find((tag) => to[tag] !== undefined && to[tag] !== from[tag]);
  if (language !== undefined && !isSameCode) {
    warnings.push(texts.say("slip.other", { field: texts.field("place"), before: from[language], after: to[language] }));
  }
  return warnings;
}

/** Returns warnings of dates in the future, or earlier than the revision that a report supersedes. */
function dateSlips(texts: Texts, checked: Checked): string[] {
  const content = contentOf(checked);
  const occurred = (content?.occurred ?? {}) as { from?: string; until?: string };
  const dates = { reportedAt: checked.body.reportedAt, from: occurred.from, until: occurred.until, publishedAt: content?.publishedAt };
  const warnings = [];
  for (const [field, date] of Object.entries(dates)) {
    if (typeof date === "string" && isAfter(date, checked.now)) {
      warnings.push(texts.say("slip.future", { field: texts.field(field), date }));
    }
  }
  const reportedAt = String(checked.body.reportedAt ?? "");
  const before = superseded(checked)?.reportedAt ?? "";
  if (isComparable(reportedAt) && isComparable(before) && reportedAt.slice(0, 10) < before.slice(0, 10)) {
    warnings.push(texts.say("slip.earlier", { date: reportedAt, before }));
  }
  return warnings;
}

function isComparable(date: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(date);
}

/** Whether a partial date begins after an instant, in any time zone. */
function isAfter(date: string, now: Date): boolean {
  const found = /^(\d{4})(-\d{2})?(-\d{2})?(T[0-9:.]+(Z|[+-]\d{2}:\d{2}))?$/.exec(date);
  if (found === null) {
    return false;
  }
  const [, year, month = "-01", day = "-01", clock] = found;
  const begin = new Date(clock === undefined ? `${year}${month}${day}T00:00:00+14:00` : date);
  return begin.getTime() > now.getTime();
}

