import { axisBottom, axisLeft, axisRight } from "d3-axis";
import { select } from "d3-selection";
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Chart, Step, Track } from "./chart-data";
import { endLabels, struckLabels } from "./chart-labels";
import { Marks, stepClasses, trackClasses, type Placed } from "./chart-marks";
import { frameOf, scalesOf, tickLabels, timeTicks, type Frame, type Scales, type Span, type Timeline } from "./chart-scale";
import type { Words } from "./chart-words";

const TICK_HEIGHT = 64;

/** A chart as it is drawn at one width. */
export interface View {
  chart: Chart;
  frame: Frame;
  scales: Scales;
  marks: Marks;
  /** All steps that the period touches. */
  lines: Placed[];
  /** The steps that begin within the period: they have marks. */
  steps: Placed[];
}

/** What a reader does, and what is shown of it. */
export interface Reading {
  lit: string | undefined;
  tabStop: Placed | undefined;
  active: Placed | undefined;
  onPoint: (placed: Placed | undefined) => void;
  onClick: (placed: Placed) => void;
  onFocus: (placed: Placed | undefined) => void;
  onKey: (event: KeyboardEvent, placed: Placed) => void;
}

/** Places the steps of a chart that a period has. */
export function viewOf(chart: Chart, timeline: Timeline, span: Span, width: number, isRtl: boolean): View {
  const all = chart.tracks.flatMap((track) => track.steps);
  const hasLane = all.some((step) => step.value === undefined && step.fate !== "gap");
  const frame = frameOf(width, isRtl, hasLane);
  const shown = all.filter((step) => timeline.from(step) <= span.until && timeline.until(step) >= span.from);
  const scales = scalesOf(frame, span, Math.max(...shown.map(highest)));
  const marks = new Marks(frame, scales, timeline);
  const lines = chart.tracks.flatMap((track, index) => track.steps.flatMap((step) => marks.place(step, index) ?? []));
  return { chart, frame, scales, marks, lines, steps: lines.filter((placed) => placed.isInside) };
}

function highest({ point }: Step): number {
  return Math.max(point.low ?? 0, point.best ?? 0, point.high ?? 0);
}

/** Draws a chart; the element gives the font. */
export function drawing(element: Element, view: View, words: Words, reading: Reading): TemplateResult {
  const { chart, frame } = view;
  const isDimmed = (track: Track) => reading.lit !== undefined && reading.lit !== track.key;
  return html`
    <svg viewBox="0 0 ${frame.width} ${frame.height}" role="group" aria-labelledby="title" aria-describedby="summary">
      <title id="title">${words.text("title", { count: words.count(chart.tracks[0].count) })}</title>
      <desc id="summary">${words.summary(chart)} ${words.text("keys")}</desc>
      ${definitions(frame)}
      <g class="axis y" aria-hidden="true"></g>
      <g class="axis x" aria-hidden="true"></g>
      ${frame.hasLane ? lane(frame, words) : nothing}
      <g clip-path="url(#plot)" aria-hidden="true">${[...chart.tracks].reverse().map((track) => lines(track, view, isDimmed(track), reading))}</g>
      <g role="listbox" aria-label=${words.text("steps")}>
        ${repeat(chart.tracks, (track) => track.key, (track, index) => marks(track, index, view, words, isDimmed(track), reading))}
      </g>
      <g aria-hidden="true">${struckLabels(view.steps, frame, element, words)}</g>
      <g aria-hidden="true">${frame.hasLabels ? labels(element, view, words, isDimmed) : nothing}</g>
    </svg>`;
}

function lane({ left, right, lane, isRtl }: Frame, words: Words): SVGTemplateResult {
  return svg`
    <g class="axis" aria-hidden="true">
      <path class="lane" d="M${left},${lane}H${right}"></path>
      <text x=${isRtl ? right + 9 : left - 9} y=${lane} dy="0.32em" text-anchor="end">${words.text("lane")}</text>
    </g>`;
}

function definitions({ left, right, bottom }: Frame): SVGTemplateResult {
  const fade = (id: string, from: number, to: number) => svg`
    <linearGradient id="gradient-${id}" x1="0" x2="0" y1=${from} y2=${to}>
      <stop offset="0" stop-color="#fff"></stop>
      <stop offset="1" stop-color="#000"></stop>
    </linearGradient>
    <mask id="fade-${id}" maskContentUnits="objectBoundingBox">
      <rect width="1" height="1" fill="url(#gradient-${id})"></rect>
    </mask>`;
  return svg`
    <defs>
      <clipPath id="plot"><rect x=${left} y="0" width=${right - left} height=${bottom + 1}></rect></clipPath>
      ${fade("up", 1, 0)}${fade("down", 0, 1)}
    </defs>`;
}

function lines(track: Track, view: View, isDimmed: boolean, reading: Reading): SVGTemplateResult {
  const placed = view.lines.filter(({ step }) => step.track === track);
  return svg`
    <g class="track ${trackClasses(track, view.chart.tracks.indexOf(track))} ${isDimmed ? "dimmed" : ""}">
      ${placed.map((each) => svg`
        <g class=${stepClasses(each.step)} @pointerenter=${() => reading.onPoint(each.isInside ? each : undefined)}>
          ${view.marks.line(each, track.steps[track.steps.indexOf(each.step) + 1])}
        </g>`)}
    </g>`;
}

function marks(track: Track, index: number, view: View, words: Words, isDimmed: boolean, reading: Reading): SVGTemplateResult | typeof nothing {
  const placed = view.steps.filter(({ step }) => step.track === track);
  if (placed.length === 0) {
    return nothing;
  }
  return svg`
    <g class="track ${trackClasses(track, index)} ${isDimmed ? "dimmed" : ""}" role="group" aria-label=${track.name}>
      ${repeat(placed, ({ step }) => step.key, (each) => mark(each, view, words, reading))}
    </g>`;
}

function mark(placed: Placed, view: View, words: Words, reading: Reading): SVGTemplateResult {
  const { step } = placed;
  const isActive = placed === reading.active;
  return svg`
    <g
      class="step ${stepClasses(step)} ${isActive ? "active" : ""}"
      role="option"
      data-step=${step.key}
      tabindex=${placed === reading.tabStop ? 0 : -1}
      aria-selected=${isActive}
      aria-label=${[words.track(step.track, view.chart.tracks), ...words.explain(step, view.chart)].join(". ")}
      @pointerenter=${() => reading.onPoint(placed)}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => reading.onClick(placed)}
      @focus=${() => reading.onFocus(placed)}
      @blur=${() => reading.onFocus(undefined)}
      @keydown=${(event: KeyboardEvent) => reading.onKey(event, placed)}>
      ${view.marks.mark(placed)}
    </g>`;
}

function labels(element: Element, view: View, words: Words, isDimmed: (track: Track) => boolean): SVGTemplateResult[] {
  const { chart, frame, scales } = view;
  const edge = scales.x.range()[1];
  const ending = view.lines.filter((placed) => Math.abs(placed.until - edge) < 1 && placed.step.value !== undefined);
  const endings = ending.map((placed) => {
    const { track, point, report } = placed.step;
    return { placed, track, value: words.figure(point, report), name: words.track(track, chart.tracks) };
  });
  return endLabels(endings, frame, element, isDimmed);
}

/** Draws the axes into a chart that has been rendered. */
export function drawAxes(root: ParentNode, view: View, words: Words): void {
  const { frame, scales } = view;
  const { left, right, isRtl } = frame;
  const ticks = timeTicks(scales);
  const texts = tickLabels(ticks, words.lang);
  const x = select(root.querySelector<SVGGElement>(".x")!).attr("transform", `translate(0,${frame.axis})`);
  x.call(axisBottom(scales.x).tickValues(ticks).tickSize(5).tickFormat((_, index) => texts[index][0]));
  x.selectAll<SVGTextElement, number>("text").each(function (_, index) {
    select(this).append("tspan").attr("x", 0).attr("dy", "1.2em").text(texts[index][1]);
  });
  const side = isRtl ? axisRight : axisLeft;
  const numbers = side<number>(scales.y).tickValues(wholeTicks(view)).tickSize(left - right);
  select(root.querySelector<SVGGElement>(".y")!)
    .attr("transform", `translate(${isRtl ? right : left},0)`)
    .call(numbers.tickFormat((value) => words.number(value)));
}

function wholeTicks({ frame, scales }: View): number[] {
  return scales.y.ticks(Math.floor((frame.bottom - frame.top) / TICK_HEIGHT)).filter(Number.isInteger);
}
