import { svg, nothing, type SVGTemplateResult } from "lit";
import {
  area, curveStepAfter, line,
  symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye,
} from "d3-shape";
import { isStruck, lastStep, type Step, type Track } from "./chart-data";
import type { Frame, Scales, Timeline } from "./chart-scale";

const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolWye, symbolCross, symbolStar];
const MARK_AREA = 72;
const OPEN_HEIGHT = 46;
const HATCH = 9;

/** The look of the mark of a track by its place: after seven colours and shapes follow hollow ones in other pairs. */
export function lookOf(index: number): { hue: number; shape: string; isHollow: boolean } {
  const round = Math.floor(index / SHAPES.length);
  const shape = SHAPES[(index + 3 * round) % SHAPES.length];
  return { hue: index % SHAPES.length, shape: symbol(shape, MARK_AREA)() ?? "", isHollow: round % 2 === 1 };
}

/** Returns the classes of a track: its colour, and whether its mark is hollow and its claim preferred. */
export function trackClasses(track: Track, index: number): string {
  const { hue, isHollow } = lookOf(index);
  return [`hue-${hue}`, isHollow ? "hollow" : "", track.preferred ? "preferred" : ""].join(" ");
}

/** Returns the classes of a step that show what became of it. */
export function stepClasses({ point, fate }: Step): string {
  const isBound = point.best === undefined;
  return [point.status === "disputed" ? "disputed" : "", isBound ? "bound" : "", fate === "in-force" ? "" : "lapsed"].join(" ");
}

interface Place {
  x: number;
  y: number | undefined;
}

/** Where a step is drawn. */
export interface Placed {
  step: Step;
  index: number;
  x: number;
  until: number;
  /** The place of the mark: on the line, at the end of what was withdrawn, or in the row of reports without a figure. */
  y: number;
  /** Whether the step begins within the period that is shown. */
  isInside: boolean;
}

/** Draws the steps of a chart at their places. */
export class Marks {
  constructor(
    private readonly frame: Frame,
    private readonly scales: Scales,
    private readonly timeline: Timeline,
  ) {}

  /** Returns the place of a step, or undefined if the period that is shown does not touch it. */
  place(step: Step, index: number): Placed | undefined {
    const [start, end] = this.scales.x.domain().map(Number);
    const from = this.timeline.from(step);
    const until = this.timeline.until(step);
    if (from > end || until < start) {
      return undefined;
    }
    const x = this.scales.x(from);
    return { step, index, x, until: this.scales.x(Math.min(until, end)), y: this.height(step), isInside: from >= start };
  }

  private height(step: Step): number {
    const level = step.fate === "gap" ? step.before?.value : middle(step);
    return level === undefined ? this.frame.lane : this.scales.y(level);
  }

  /** Returns the line and the band of a step, up to the next one. */
  line({ step, x, until }: Placed, next: Step | undefined): SVGTemplateResult | typeof nothing {
    if (step.value === undefined) {
      return nothing;
    }
    const y = this.scales.y(step.value);
    const isEndShown = this.timeline.until(step) <= Number(this.scales.x.domain()[1]);
    const nextY = isEndShown && next?.value !== undefined ? this.scales.y(next.value) : undefined;
    const ends: Place[] = [{ x, y }, { x: until, y }, { x: until, y: nextY }];
    const path = line<Place>((place) => place.x, (place) => place.y ?? 0).curve(curveStepAfter).defined((place) => place.y !== undefined)(ends);
    return svg`
      ${this.band(step, x, until)}
      <path class="segment" d=${path}></path>
      <path class="reach" d="M${x},${y}H${until}"></path>
      ${step.fate === "withdrawn" ? svg`<path class="hatch" d=${hatches(x, until, y)}></path>` : nothing}`;
  }

  private band({ point }: Step, x: number, until: number): SVGTemplateResult | typeof nothing {
    const { low, high } = point;
    if (low !== undefined && high !== undefined) {
      return low === high ? nothing : this.closedBand(point.best === undefined, x, until, this.scales.y(low), this.scales.y(high));
    }
    if (low === undefined && high === undefined) {
      return nothing;
    }
    const isUpward = high === undefined;
    const edge = this.scales.y(isUpward ? low! : high!);
    const open = isUpward ? Math.max(edge - OPEN_HEIGHT, 0) : Math.min(edge + OPEN_HEIGHT, this.frame.bottom);
    return svg`<path class="band open" mask="url(#fade-${isUpward ? "up" : "down"})" d=${stripe(x, until, edge, open)}></path>`;
  }

  private closedBand(hasEdges: boolean, x: number, until: number, low: number, high: number): SVGTemplateResult {
    return svg`
      <path class="band" d=${stripe(x, until, low, high)}></path>
      ${hasEdges ? svg`<path class="segment" d="M${x},${high}H${until}M${x},${low}V${high}"></path>` : nothing}`;
  }

  /** Returns the mark of a step at its place, struck through if it was said to be wrong. */
  mark({ step, index, x, y }: Placed): SVGTemplateResult {
    return svg`
      <g transform="translate(${x},${y})">
        <circle class="spot" r="12"></circle>
        <circle class="ring" r="11"></circle>
        ${step.fate === "gap" ? cross(4.5) : svg`${arrow(step)}<path class="mark" d=${lookOf(index).shape}></path>${strike(step)}`}
      </g>`;
  }
}

function middle({ point, value }: Step): number | undefined {
  const isRange = point.best === undefined && point.low !== undefined && point.high !== undefined;
  return isRange ? (point.low! + point.high!) / 2 : value;
}

function stripe(x: number, until: number, from: number, to: number): string {
  return area<number>((at) => at, () => from, () => to)([x, until]) ?? "";
}

function hatches(x: number, until: number, y: number): string {
  const [left, right] = x < until ? [x, until] : [until, x];
  let path = "";
  for (let at = left + HATCH; at < right - 4; at += HATCH) {
    path += `M${at - 3},${y + 4}L${at + 3},${y - 4}`;
  }
  return path;
}

function arrow({ point }: Step): SVGTemplateResult | typeof nothing {
  const isOpen = point.best === undefined && (point.low === undefined) !== (point.high === undefined);
  if (!isOpen) {
    return nothing;
  }
  return point.high === undefined
    ? svg`<path class="arrow" d="M0,0V-20M-4,-15L0,-20L4,-15"></path>`
    : svg`<path class="arrow" d="M0,0V20M-4,15L0,20L4,15"></path>`;
}

function strike(step: Step): SVGTemplateResult | typeof nothing {
  if (!isStruck(step)) {
    return nothing;
  }
  return step.fate === "withdrawn" ? cross(8) : stroke("M-9,5L9,-5");
}

function cross(size: number): SVGTemplateResult {
  return stroke(`M${-size},${-size}L${size},${size}M${-size},${size}L${size},${-size}`);
}

function stroke(path: string): SVGTemplateResult {
  return svg`<path class="strike" d=${path}></path>`;
}

/** Returns the sample of a track for the legend: a piece of its line with its mark. */
export function sample(track: Track, index: number): SVGTemplateResult {
  const newest = lastStep(track);
  const shown = newest.fate === "gap" ? newest.before : newest;
  return svg`
    <g class="${trackClasses(track, index)} ${shown ? stepClasses(shown) : ""}">
      ${shown?.value === undefined ? nothing : svg`<path class="segment" d="M0,9H32"></path>`}
      <path class="mark" transform="translate(16,9)" d=${lookOf(index).shape}></path>
    </g>`;
}

const CIRCLE = symbol(symbolCircle, MARK_AREA)() ?? "";

/** The signs that a chart may need explained, each with the condition for which it does. */
export const SIGNS: { id: string; drawing: SVGTemplateResult; isUsed: (step: Step) => boolean }[] = [
  { id: "preferred", drawing: svg`<g class="preferred"><path class="segment" d="M0,9H32"></path></g>`, isUsed: (step) => step.track.preferred },
  { id: "disputed", drawing: svg`<g class="disputed"><path class="segment" d="M0,9H32"></path></g>`, isUsed: (step) => step.point.status === "disputed" },
  { id: "withdrawn", drawing: svg`<g transform="translate(16,9)"><path class="mark" d=${CIRCLE}></path>${cross(8)}</g>`, isUsed: (step) => step.fate === "withdrawn" },
  { id: "gap", drawing: svg`<g transform="translate(16,9)">${cross(4.5)}</g>`, isUsed: (step) => step.fate === "gap" },
  { id: "corrected", drawing: svg`<g transform="translate(16,9)"><path class="mark" d=${CIRCLE}></path>${stroke("M-9,5L9,-5")}</g>`, isUsed: (step) => step.fate === "corrected" || step.fate === "moved" },
  { id: "range", drawing: svg`<path class="band" d="M0,3H32V15H0Z"></path>`, isUsed: ({ point }) => point.low !== undefined && point.high !== undefined && point.low !== point.high },
  { id: "open", drawing: svg`<path class="arrow" d="M16,18V2M12,7L16,2L20,7"></path>`, isUsed: (step) => step.value !== undefined && step.point.best === undefined && (step.point.low === undefined || step.point.high === undefined) },
  { id: "absent", drawing: svg`<path class="lane" d="M0,9H32"></path><path class="mark" transform="translate(16,9)" d=${CIRCLE}></path>`, isUsed: (step) => step.fate !== "gap" && step.value === undefined },
];
