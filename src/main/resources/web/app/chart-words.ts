import { anyText, lastStep, type Chart, type Count, type Figure, type Revision, type Step, type Track } from "./chart-data";

/** A text with {placeholders}, or its plural forms chosen by n. */
export type Phrase = string | Record<string, string>;

/** The texts of a section by key. */
export type Texts = Record<string, Phrase>;

type Arguments = Record<string, string | number>;

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?)?)?$/;

/** Puts the parts of a chart into words of one language and time zone. */
export class Words {
  private readonly numbers: Intl.NumberFormat;
  private readonly plurals: Intl.PluralRules;

  constructor(
    readonly lang: string,
    readonly zone: string,
    private readonly texts: Texts,
    private readonly codes: Texts,
  ) {
    this.numbers = new Intl.NumberFormat(lang);
    this.plurals = new Intl.PluralRules(lang);
  }

  /** Returns the text of a key; arguments are isolated, as they may be of another direction. */
  text(key: string, values: Arguments = {}): string {
    const phrase = this.texts[key] ?? key;
    const form = typeof phrase === "string" ? phrase : (phrase[this.plurals.select(Number(values.n))] ?? phrase.other);
    return form.replace(/\{(\w+)\}/g, (_, name: string) => this.argument(values[name]));
  }

  private argument(value: string | number): string {
    return typeof value === "number" ? this.number(value) : `\u2068${value}\u2069`;
  }

  /** Returns the name of a code, or the code if it has none. */
  code(prefix: string, value: string): string {
    return String(this.codes[`${prefix}.${value}`] ?? value);
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** Returns a figure as its source gives it, such as "more than 200". */
  figure(figure: Figure, report?: Revision): string {
    const number = this.bareFigure(figure, report);
    const value = figure.approximate ? this.text("about", { value: number }) : number;
    const doubts = figure.certainty ? [this.code("certainty", figure.certainty)] : [];
    if (figure.unverified) {
      doubts.push(this.text("unverified"));
    }
    return [value, ...doubts].join(this.text("comma"));
  }

  private bareFigure({ low, best, high, absentReason, ...flags }: Figure, report?: Revision): string {
    const bounds = this.bounds({ low, high, ...flags });
    if (best !== undefined) {
      const isExact = low === best && high === best;
      return isExact || !bounds ? this.number(best) : this.text("within", { n: best, bounds });
    }
    const wording = anyText(report?.content?.wording);
    return bounds || (wording ? this.text("quoted", { text: wording }) : this.code("absentReason", absentReason ?? "unknown"));
  }

  private bounds({ low, high, lowExclusive, highExclusive }: Figure): string {
    if (low !== undefined && high !== undefined && !lowExclusive && !highExclusive) {
      return this.text("range", { low, high });
    }
    const lowest = low === undefined ? [] : [this.text(lowExclusive ? "moreThan" : "atLeast", { n: low })];
    const highest = high === undefined ? [] : [this.text(highExclusive ? "fewerThan" : "atMost", { n: high })];
    return [...lowest, ...highest].join(this.text("comma"));
  }

  /** Returns a time in EDTF, such as 2022-01-09 or ../2022-01-07, as precisely as it is given. */
  time(edtf: string): string {
    const [from, until] = edtf.split("/");
    if (until === undefined) {
      return edtf === "unknown" ? this.text("timeUnknown") : this.date(edtf);
    }
    if (from === ".." || until === "..") {
      return from === ".." ? this.text("until", { time: this.date(until) }) : this.text("from", { time: this.date(from) });
    }
    return this.text("between", { from: this.date(from), until: this.date(until) });
  }

  private date(edtf: string): string {
    if (edtf.endsWith("~")) {
      return this.text("around", { time: this.date(edtf.slice(0, -1)) });
    }
    const [, year, month, day, clock] = DATE.exec(edtf) ?? [];
    if (clock) {
      return this.format(Date.parse(edtf), { dateStyle: "medium", timeStyle: "short", timeZone: this.zone });
    }
    const start = Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1));
    if (day) {
      return this.format(start, { dateStyle: "medium", timeZone: "UTC" });
    }
    return this.format(start, { year: "numeric", month: month ? "long" : undefined, timeZone: "UTC" });
  }

  private format(time: number, options: Intl.DateTimeFormatOptions): string {
    return new Intl.DateTimeFormat(this.lang, options).format(time);
  }

  /** Returns the zone of the chart's times, such as GMT+6, at a time. */
  zoneName(at: number): string {
    const parts = new Intl.DateTimeFormat(this.lang, { timeZone: this.zone, timeZoneName: "shortOffset" }).formatToParts(at);
    return parts.find((part) => part.type === "timeZoneName")?.value ?? this.zone;
  }

  /** Returns the name of a track's source, with what it counts if this differs from another track's. */
  track(track: Track, tracks: Track[]): string {
    const differing = (["group", "measure", "basis"] as const).filter((part) => tracks.some((each) => each.count[part] !== track.count[part]));
    const isUsual = differing.every((part) => track.count[part] === tracks[0].count[part]);
    const details = isUsual ? [] : differing.map((part) => this.code(part, track.count[part]));
    const rest = (["groupDetail", "place", "period", "phase"] as const).filter((part) => tracks.some((each) => each.count[part] !== track.count[part]));
    const all = [...details, ...rest.map((part) => track.count[part]).filter((text) => text)];
    return all.length === 0 ? track.name : this.text("detailed", { name: track.name, detail: all.join(this.text("comma")) });
  }

  /** Returns what a count counts, such as "killed, total". */
  count(count: Count): string {
    const group = count.groupDetail ?? this.code("group", count.group);
    return this.text("count", { measure: this.code("measure", count.measure), group });
  }

  /** Returns the latest number of a track, or why there is none. */
  latest(track: Track): string {
    const step = lastStep(track);
    if (step.fate === "gap") {
      return this.text(step.point.by?.status === "retracted" ? "withdrawn" : "ended");
    }
    return this.figure(step.point, step.report);
  }

  /** Returns the sentences that explain a step, beginning with its figure. */
  explain(step: Step, chart: Chart): string[] {
    const sentences = step.fate === "gap" ? this.explainGap(step, chart) : this.explainFigure(step, chart);
    return sentences.map((sentence) => this.capitalised(sentence));
  }

  private capitalised(sentence: string): string {
    return sentence.replace(/^\u2068*\p{L}/u, (start) => start.toLocaleUpperCase(this.lang));
  }

  private explainGap(step: Step, chart: Chart): string[] {
    const by = step.point.by;
    const before = step.before ? this.figure(step.before.point, step.before.report) : "";
    const source = by ? (chart.names.get(by.source) ?? by.source) : "";
    const key = by?.status === "retracted" ? "gapWithdrawn" : "gapEnded";
    return [this.text(key, { value: before }), ...this.cause(step.end, source)];
  }

  private cause(end: Revision | undefined, source: string): string[] {
    if (!end) {
      return source ? [this.text("bySource", { source })] : [];
    }
    return [this.text("bySourceAt", { source, time: this.time(end.reportedAt) }), ...this.reason(end)];
  }

  private reason(revision: Revision): string[] {
    const reason = anyText(revision.reason);
    return reason ? [this.text("reason", { reason })] : [];
  }

  private explainFigure(step: Step, chart: Chart): string[] {
    const { point, report } = step;
    const figure = this.figure(point, report);
    const status = this.code("status", point.status ?? "reported");
    const again = point.by ? [this.text("again")] : [];
    const time = point.reportedAt ?? "unknown";
    return [
      figure,
      this.text("reportedAt", { time: this.time(time), status }),
      ...again,
      ...(report ? this.reason(report) : []),
      ...this.ending(step, chart),
    ];
  }

  private ending({ fate, point, end }: Step, chart: Chart): string[] {
    if (fate === "in-force") {
      return [this.text("inForce")];
    }
    if (fate === "moved") {
      return [this.text("moved", { record: point.replacedBy!.record, n: point.replacedBy!.number })];
    }
    if (!end) {
      return [];
    }
    const source = chart.names.get(end.source) ?? end.source;
    const value = end.content ? this.figure(end.content, end) : "";
    return [this.text(`fate.${fate}`, { value, source, time: this.time(end.reportedAt) }), ...this.reason(end)];
  }

  /** Returns a summary of the chart for readers who do not see it. */
  summary(chart: Chart): string {
    const steps = chart.tracks.flatMap((track) => track.steps);
    const reports = [...chart.revisions.values()];
    const values = steps.flatMap((step) => step.value ?? []);
    const parts = [this.text("summary.sources", { n: new Set(chart.tracks.map((track) => track.source)).size })];
    parts.push(this.text("summary.reports", { n: reports.length }));
    if (values.length > 0) {
      parts.push(this.text("summary.range", { low: Math.min(...values), high: Math.max(...values) }));
    }
    for (const status of ["retracted", "corrected", "disputed"]) {
      const n = reports.filter((report) => report.status === status).length;
      parts.push(...(n > 0 ? [this.text(`summary.${status}`, { n })] : []));
    }
    return parts.join(" ");
  }
}
