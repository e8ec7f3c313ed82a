import { scaleLinear, type ScaleLinear } from "d3-scale";
import { utcTicks } from "d3-time";
import type { Chart, Step } from "./chart-data";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The lengths of the periods that begin with the first report. */
const FIRST_DAYS = { week: 7, month: 30, quarter: 91, year: 365 };
const LATEST_DAYS = 30;

/** The part of the reports at the sides of a chart that remains empty. */
const MARGIN = 0.03;

/** A period that a reader can choose. */
export interface Span {
  id: string;
  from: number;
  until: number;
  /** How many reports it has. */
  reports: number;
}

/** Returns a function from instants to the clock time of a zone, as if it were UTC, so that ticks are at its midnights. */
export function clockOf(zone: string): (instant: number) => number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  return (instant) => {
    const part: Record<string, number> = {};
    parts.formatToParts(instant).forEach(({ type, value }) => (part[type] = Number(value)));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  };
}

/** Returns the time zone, or UTC if the browser does not know it. */
export function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return zone;
  } catch {
    return "UTC";
  }
}

/** Returns the periods that are worth a choice, from the shortest to the whole. */
export function spansOf(times: number[]): Span[] {
  const first = Math.min(...times);
  const last = Math.max(...times);
  const length = Math.max(last - first, HOUR);
  const spans = Object.entries(FIRST_DAYS).map(([id, days]) => span(id, first, first + days * DAY, times));
  spans.push(span("latest", last - LATEST_DAYS * DAY, last, times));
  const shorter = spans.filter((each, index) => isUseful(each, length, times.length, spans[index - 1]));
  return [...shorter, span("all", first, last, times)];
}

function isUseful(span: Span, length: number, all: number, previous?: Span): boolean {
  const isNew = span.id === "latest" || span.reports !== previous?.reports;
  return isNew && span.reports > 1 && span.reports < all && length > 1.5 * (span.until - span.from);
}

function span(id: string, from: number, until: number, times: number[]): Span {
  const margin = Math.max(until - from, 12 * HOUR) * MARGIN;
  const reports = times.filter((time) => time >= from && time <= until).length;
  return { id, from: from - margin, until: until + margin, reports };
}

/** Returns the shortest period with at least half of the reports: they are apart from each other there. */
export function defaultSpan(spans: Span[]): Span {
  const all = spans[spans.length - 1];
  return spans.find((each) => each.reports >= all.reports / 2) ?? all;
}

/** The times of a chart in the clock time of its zone. */
export class Timeline {
  readonly spans: Span[];
  private readonly clock: (instant: number) => number;
  private readonly first: number;

  constructor(chart: Chart, zone: string) {
    this.clock = clockOf(zone);
    const instants = chart.tracks.flatMap((track) => track.steps.flatMap((step) => step.from ?? []));
    const times = (instants.length > 0 ? instants : [Date.now()]).map(this.clock);
    this.first = Math.min(...times);
    this.spans = spansOf(times);
  }

  /** When a step begins; the beginning of the chart if this is unknown. */
  from(step: Step): number {
    return step.from === null ? this.first : this.clock(step.from);
  }

  /** When a step ends, or Infinity. */
  until(step: Step): number {
    return step.until === null ? Infinity : this.clock(step.until);
  }
}

/** The lengths in a chart, in CSS pixels. */
export interface Frame {
  width: number;
  height: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** The middle of the row of reports without a figure, below the plot. */
  lane: number;
  hasLane: boolean;
  /** Where the axis of times lies. */
  axis: number;
  hasLabels: boolean;
  isRtl: boolean;
}

const NARROW = 640;
const AXIS_WIDTH = 46;
const LABELS_WIDTH = 206;
const LANE_HEIGHT = 30;

/** Returns the frame of a chart for the width that it has. */
export function frameOf(width: number, isRtl: boolean, hasLane: boolean): Frame {
  const hasLabels = width >= NARROW;
  const height = hasLabels ? 400 : 300;
  const end = hasLabels ? LABELS_WIDTH : 14;
  const lane = hasLane ? LANE_HEIGHT : 0;
  const bottom = height - 42 - lane;
  return {
    width, height, top: 26, bottom, hasLane, hasLabels, isRtl,
    left: isRtl ? end : AXIS_WIDTH,
    right: width - (isRtl ? AXIS_WIDTH : end),
    lane: bottom + lane / 2 + 3,
    axis: bottom + lane,
  };
}

/** The scales of a chart. */
export interface Scales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
}

/** Returns the scales of a period; from right to left, the range of times is reversed. A linear scale is 4 KB less than one of times. */
export function scalesOf(frame: Frame, span: Span, highest: number): Scales {
  const { left, right, top, bottom, isRtl } = frame;
  return {
    x: scaleLinear([span.from, span.until], isRtl ? [right, left] : [left, right]),
    y: scaleLinear([0, Math.max(highest, 4)], [bottom, top]).nice(5),
  };
}

const TICK_WIDTH = 80;
const LABEL_WIDTH = 48;
const MOST_TICKS = 12;

/** Returns the beginnings of days, months and the like that have room for a label. */
export function timeTicks({ x }: Scales): Date[] {
  const [from, until] = x.domain().map((time) => new Date(time));
  const width = Math.abs(x.range()[1] - x.range()[0]);
  let count = Math.max(3, Math.floor(width / TICK_WIDTH));
  let ticks = utcTicks(from, until, count);
  while (ticks.length < 3 && count < MOST_TICKS) {
    ticks = utcTicks(from, until, ++count);
  }
  const gap = ticks.length > 1 ? Math.abs(x(ticks[1]) - x(ticks[0])) : width;
  return ticks.filter((_, index) => index % Math.ceil(LABEL_WIDTH / gap) === 0);
}

/** The lines of a label of a time axis. */
export type TickLabel = [string, string];

/** Returns the labels of ticks: hours, days, months or years, with the day or year below where it changes. */
export function tickLabels(ticks: Date[], lang: string): TickLabel[] {
  const gap = ticks.length > 1 ? ticks[1].getTime() - ticks[0].getTime() : DAY;
  const [upper, lower] = tickForms(gap);
  const write = (form: Intl.DateTimeFormatOptions, tick: Date) => new Intl.DateTimeFormat(lang, { ...form, timeZone: "UTC" }).format(tick);
  let previous = "";
  return ticks.map((tick) => {
    const below = lower ? write(lower, tick) : "";
    const label: TickLabel = [write(upper, tick), below === previous ? "" : below];
    previous = below;
    return label;
  });
}

function tickForms(gap: number): Intl.DateTimeFormatOptions[] {
  if (gap < DAY) {
    return [{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, { day: "numeric", month: "short", year: "numeric" }];
  }
  if (gap < 27 * DAY) {
    return [{ day: "numeric", month: "short" }, { year: "numeric" }];
  }
  return gap < 300 * DAY ? [{ month: "short" }, { year: "numeric" }] : [{ year: "numeric" }];
}

/** Labels that touch each other: their mean place, and how many they are. */
interface Cluster {
  middle: number;
  size: number;
}

/** Moves labels apart that are closer than a distance, as little as can be, keeping their order within bounds. */
export function spread(positions: number[], distance: number, top: number, bottom: number): number[] {
  const clusters: Cluster[] = [];
  const within = ({ middle, size }: Cluster): Cluster => {
    const half = ((size - 1) * distance) / 2;
    return { middle: Math.max(Math.min(middle, bottom - half), top + half), size };
  };
  for (const position of positions) {
    let last = within({ middle: position, size: 1 });
    let before = clusters[clusters.length - 1];
    while (before && last.middle - before.middle < ((last.size + before.size) * distance) / 2) {
      const size = last.size + before.size;
      last = within({ middle: (last.middle * last.size + before.middle * before.size) / size, size });
      clusters.pop();
      before = clusters[clusters.length - 1];
    }
    clusters.push(last);
  }
  return clusters.flatMap(({ middle, size }) => Array.from({ length: size }, (_, place) => middle + (place - (size - 1) / 2) * distance));
}
