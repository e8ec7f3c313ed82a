import { Texts } from "./texts";

const UNITS: Intl.DateTimeFormatOptions[] = [
  { year: "numeric" },
  { year: "numeric", month: "long" },
  { year: "numeric", month: "long", day: "numeric" },
];

const CLOCK: Intl.DateTimeFormatOptions = { ...UNITS[2], hour: "numeric", minute: "2-digit", timeZoneName: "short" };

/** Returns an instant to the minute in a time zone. */
export function instant(texts: Texts, at: Date, timeZone: string): string {
  return format(texts, at, { ...CLOCK, timeZone });
}

/** Returns the time of day of an instant in a time zone. */
export function clock(texts: Texts, at: Date, timeZone: string): string {
  return format(texts, at, { hour: "numeric", minute: "2-digit", timeZoneName: "short", timeZone });
}

/** Returns a time in the notation of EDTF as precisely as it is given: a year, month, day, clock time, or an interval of two. */
export function reported(texts: Texts, time: string, timeZone: string): string {
  if (time === "unknown") {
    return texts.say("time.unknown");
  }
  const [from, until] = time.split("/").map(end => end === ".." ? null : about(texts, end, timeZone));
  if (until === undefined) {
    return from ?? "";
  }
  if (from === null || until === null) {
    return from === null ? texts.say("time.until", { until: until ?? "" }) : texts.say("time.from", { from });
  }
  return from === until ? from : texts.say("time.span", { from, until });
}

function about(texts: Texts, date: string, timeZone: string): string {
  const shown = point(texts, date.replace("~", ""), timeZone);
  return date.endsWith("~") ? texts.say("time.about", { time: shown }) : shown;
}

function point(texts: Texts, date: string, timeZone: string): string {
  if (date.includes("T")) {
    return instant(texts, new Date(date), timeZone);
  }
  const parts = date.split("-");
  // A date is the same in every time zone.
  return format(texts, new Date(`${date}${"-01".repeat(3 - parts.length)}T00:00Z`), { ...UNITS[parts.length - 1], timeZone: "UTC" });
}

function format(texts: Texts, at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(texts.language, options).format(at);
}
