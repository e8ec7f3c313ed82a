import type { Placed } from "./chart-marks";

/** Marks that are closer than this, in pixels, lie at one point. */
const SAME_POINT = 6;

/** Returns the steps in the order of time. */
export function inTimeOrder(steps: Placed[], isRtl: boolean): Placed[] {
  const direction = isRtl ? -1 : 1;
  return [...steps].sort((one, other) => direction * (one.x - other.x) || one.index - other.index);
}

/** Returns the steps whose marks lie where that of a step does, with itself. */
export function atSamePoint(steps: Placed[], one: Placed): Placed[] {
  return steps.filter((other) => Math.hypot(other.x - one.x, other.y - one.y) < SAME_POINT);
}

/** Returns the step to which an arrow key, Home or End leads, or undefined for other keys and at the ends. */
export function neighbour(steps: Placed[], current: Placed, key: string, isRtl: boolean): Placed | undefined {
  const ordered = inTimeOrder(steps, isRtl);
  const place = ordered.indexOf(current);
  const later = isRtl ? "ArrowLeft" : "ArrowRight";
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight":
      return ordered[place + (key === later ? 1 : -1)];
    case "ArrowUp":
      return onOtherTrack(steps, current, -1);
    case "ArrowDown":
      return onOtherTrack(steps, current, 1);
    case "Home":
      return ordered[0];
    case "End":
      return ordered[ordered.length - 1];
    default:
      return undefined;
  }
}

function onOtherTrack(steps: Placed[], current: Placed, direction: number): Placed | undefined {
  const indexes = [...new Set(steps.map((step) => step.index))].sort((one, other) => one - other);
  const index = indexes[indexes.indexOf(current.index) + direction];
  const distance = (step: Placed) => Math.abs(step.x - current.x);
  const candidates = steps.filter((step) => step.index === index);
  return candidates.sort((one, other) => distance(one) - distance(other))[0];
}
