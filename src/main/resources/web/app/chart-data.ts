/** What a figure counts. */
export interface Count {
  group: string;
  groupDetail?: string;
  measure: string;
  place: string;
  basis: string;
  period?: string;
  phase?: string;
}

/** A number as one source gives it: a figure, bounds, or the reason why there is none. */
export interface Figure {
  low?: number;
  best?: number;
  high?: number;
  approximate?: boolean;
  lowExclusive?: boolean;
  highExclusive?: boolean;
  certainty?: string;
  unverified?: boolean;
  absentReason?: string;
}

/** A figure that was in force from some time on, or a gap. */
export interface Point extends Figure {
  at?: string;
  number?: number;
  reportedAt?: string;
  status?: string;
  standing?: boolean;
  supersededBy?: number;
  replacedBy?: { record: string; number: number };
  by?: { record: string; number: number; source: string; status: string };
}

/** A text by language; a read with a language has one. */
export type Text = Record<string, string>;

/** A report on the record. */
export interface Revision {
  number: number;
  source: string;
  reportedAt: string;
  status: string;
  reason?: Text;
  content?: Figure & { wording?: Text };
}

interface Brief {
  number: number;
  source: string;
  sourceName?: Text;
  preferred?: boolean;
}

interface Series {
  lines: { record: string; source: string; count: Count; points: Point[] }[];
}

/** How a step ended, or "gap" if it is one. */
export type Fate = "in-force" | "withdrawn" | "corrected" | "updated" | "moved" | "gap";

/** A step of a line: what one source said from one time to another. */
export interface Step {
  key: string;
  track: Track;
  point: Point;
  /** The number at which the step is drawn, if there is one. */
  value?: number;
  /** Milliseconds; null before all others. */
  from: number | null;
  until: number | null;
  fate: Fate;
  before?: Step;
  report?: Revision;
  /** The report that superseded this one, or that caused the gap. */
  end?: Revision;
}

/** The line of one source for one count. */
export interface Track {
  key: string;
  record: string;
  source: string;
  name: string;
  count: Count;
  preferred: boolean;
  steps: Step[];
}

/** The parts of a request for a chart's data. */
export interface Request {
  crisis: string;
  record: string;
  lang: string;
  asof?: string;
  knownat?: string;
}

/** What the API says of a record. */
export interface Chart {
  tracks: Track[];
  revisions: Map<number, Revision>;
  names: Map<string, string>;
}

/** Returns the first text of a map by language, or undefined. */
export function anyText(text: Text | undefined): string | undefined {
  return text && Object.values(text)[0];
}

async function get<T>(path: string, query: Record<string, string | undefined>, signal: AbortSignal, absent?: T): Promise<T> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  // An answer in the browser's cache may be seconds old, and the chart is to show what has just been announced.
  const response = await fetch(`/api/v1/casualties/${path}?${new URLSearchParams(given)}`, { signal, cache: "no-cache" });
  if (response.status === 404 && absent) {
    return absent;
  }
  if (!response.ok) {
    throw new Error(`${response.status}`);
  }
  return response.json();
}

interface Page<T> {
  items: T[];
  next?: string;
}

/** Returns the items of all pages; none of a record of which nothing had been reported by then. */
async function pages<T>(path: string, query: Record<string, string | undefined>, signal: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: Page<T> = await get(path, { ...query, limit: "1000", cursor }, signal, { items: [] });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

/** Fetches the lines of a record, with the reasons and the names of the sources. */
export async function load(request: Request, signal: AbortSignal): Promise<Chart> {
  const { crisis, record, lang } = request;
  const bounds = { asOf: request.asof, knownAt: request.knownat, lang };
  const revisionsPath = `${encodeURIComponent(record)}/revisions`;
  const [series, revisions, briefs] = await Promise.all([
    get<Series>("series", { crisis, record, ...bounds }, signal),
    pages<Revision>(revisionsPath, bounds, signal),
    pages<Brief>(revisionsPath, { ...bounds, view: "brief" }, signal),
  ]);
  return join(series, revisions, briefs);
}

/** Joins the answers to tracks of steps, the preferred one first, then by their latest number. */
function join(series: Series, revisions: Revision[], briefs: Brief[]): Chart {
  const byNumber = new Map(revisions.map((revision) => [revision.number, revision]));
  const names = new Map(briefs.map((brief) => [brief.source, anyText(brief.sourceName) ?? brief.source]));
  const preferred = briefs.find((brief) => brief.preferred)?.number;
  const tracks = series.lines.map((line) => {
    const key = `${line.source} ${JSON.stringify(line.count)}`;
    const track: Track = {
      key,
      record: line.record,
      source: line.source,
      name: names.get(line.source) ?? line.source,
      count: line.count,
      preferred: line.points.some((point) => point.number === preferred && point.standing),
      steps: [],
    };
    line.points.forEach((point, place) => track.steps.push(step(track, `${key} ${place}`, point, byNumber)));
    track.steps.forEach((each, place) => (each.until = track.steps[place + 1]?.from ?? null));
    return track;
  });
  tracks.sort((one, other) => rank(other) - rank(one));
  return { tracks, revisions: byNumber, names };
}

function rank(track: Track): number {
  return track.preferred ? Infinity : (lastStep(track).value ?? -1);
}

/** Returns the newest step of a track. */
export function lastStep(track: Track): Step {
  return track.steps[track.steps.length - 1];
}

function step(track: Track, key: string, point: Point, revisions: Map<number, Revision>): Step {
  const isGap = point.number === undefined;
  const ending = isGap ? numberWithin(track.record, point) : point.supersededBy;
  return {
    key,
    track,
    point,
    value: point.best ?? point.low ?? point.high,
    from: point.at ? Date.parse(point.at) : null,
    until: null,
    fate: isGap ? "gap" : fate(point, revisions),
    before: track.steps[track.steps.length - 1],
    report: point.number === undefined ? undefined : revisions.get(point.number),
    end: ending === undefined ? undefined : revisions.get(ending),
  };
}

function numberWithin(record: string, point: Point): number | undefined {
  return point.by?.record === record ? point.by.number : undefined;
}

function fate(point: Point, revisions: Map<number, Revision>): Fate {
  if (point.supersededBy === undefined) {
    return point.replacedBy ? "moved" : "in-force";
  }
  const status = revisions.get(point.supersededBy)?.status;
  if (status === "retracted") {
    return "withdrawn";
  }
  return status === "corrected" ? "corrected" : "updated";
}

/** Whether a step was said to be wrong later, so that it is drawn struck through. */
export function isStruck(step: Step): boolean {
  return step.fate === "withdrawn" || step.fate === "corrected" || step.fate === "moved";
}
