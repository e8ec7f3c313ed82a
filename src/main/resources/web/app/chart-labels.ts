import { svg, nothing, type SVGTemplateResult } from "lit";
import { isStruck, type Track } from "./chart-data";
import { trackClasses, type Placed } from "./chart-marks";
import { spread, type Frame } from "./chart-scale";
import type { Words } from "./chart-words";

const LINE_HEIGHT = 15;
const GAP = 4;
const LEADER = 14;
const FONT_SIZE = 12;

/** How far a label may be from its line before it is left to the legend. */
const REACH = 90;

/** Returns how wide a text is in the font of the labels of an element. */
function measurer(element: Element): (text: string, weight?: string) => number {
  const context = document.createElement("canvas").getContext("2d")!;
  const { fontFamily } = getComputedStyle(element);
  return (text, weight = "400") => {
    context.font = `${weight} ${FONT_SIZE}px ${fontFamily}`;
    return context.measureText(text).width;
  };
}

function shorten(text: string, width: number, measure: (text: string) => number): string {
  let end = text.length;
  while (end > 0 && measure(text.slice(0, end) + "…") > width) {
    end--;
  }
  return measure(text) <= width ? text : text.slice(0, end).trimEnd() + "…";
}

/** The lines that are in force at the end of the period, with what is said of them there. */
export interface Ending {
  placed: Placed;
  track: Track;
  value: string;
  name: string;
}

/** Returns labels at the ends of lines: the latest figure and the source, apart from each other. */
export function endLabels(endings: Ending[], frame: Frame, element: Element, isDimmed: (track: Track) => boolean): SVGTemplateResult[] {
  const sorted = [...endings].sort((one, other) => one.placed.y - other.placed.y);
  const rows = sorted.length * (2 * LINE_HEIGHT + GAP) < frame.bottom - frame.top ? 2 : 1;
  const places = spread(sorted.map(({ placed }) => placed.y), rows * LINE_HEIGHT + (rows - 1) * GAP, frame.top, frame.bottom - 8);
  const measure = measurer(element);
  const edge = frame.isRtl ? frame.left : frame.right;
  const side = frame.isRtl ? -1 : 1;
  const room = frame.isRtl ? frame.left : frame.width - frame.right;
  return sorted.map(({ placed, track, value, name }, place) => {
    const y = places[place];
    if (Math.abs(y - placed.y) > REACH) {
      return svg``;
    }
    const rest = room - LEADER - 10 - (rows === 1 ? measure(value, "700") : 0);
    const x = edge + (LEADER + 3) * side;
    return svg`
      <g class="label ${trackClasses(track, placed.index)} ${isDimmed(track) ? "dimmed" : ""}">
        <path class="leader" d="M${edge + 2 * side},${placed.y}L${edge + LEADER * side},${y}"></path>
        <text x=${x} y=${y} dy="0.32em">
          <tspan class="number">${value}</tspan>
          ${rows === 1 ? shorten(name, rest, measure) : svg`<tspan x=${x} dy=${LINE_HEIGHT}>${shorten(name, rest, measure)}</tspan>`}
        </text>
      </g>`;
  });
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function boxAt(x: number, y: number, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/** Returns the struck numbers beside steps that were said to be wrong, where there is room for them. */
export function struckLabels(marks: Placed[], frame: Frame, element: Element, words: Words): SVGTemplateResult[] {
  const taken = marks.map(({ x, y }) => boxAt(x, y, 18, 18));
  const measure = measurer(element);
  return marks.filter(({ step }) => isStruck(step) && step.value !== undefined).map(({ step, x, y }) => {
    const text = words.figure(step.point, step.report);
    const width = measure(text) + 6;
    const center = Math.min(Math.max(x, frame.left + width / 2), frame.right - width / 2);
    const box = [y - 19, y + 19].map((at) => boxAt(center, at, width, 15)).find((each) => !taken.some((other) => overlap(each, other)));
    if (!box) {
      return svg`${nothing}`;
    }
    taken.push(box);
    const level = (box.top + box.bottom) / 2;
    return svg`
      <text class="halo-text" text-anchor="middle" x=${center} y=${level} dy="0.32em">${text}</text>
      <path class="struck-line" d="M${box.left + 1},${level}H${box.right - 1}"></path>`;
  });
}
