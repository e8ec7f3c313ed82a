import { html, nothing, svg, type TemplateResult } from "lit";
import type { View } from "./chart-drawing";
import { SIGNS, sample, trackClasses } from "./chart-marks";
import type { Words } from "./chart-words";

/** Returns the legend: the mark, name and latest figure of each track; a press keeps its line apart from the others. */
export function legend(
  { chart }: View, words: Words, pressed: string | undefined,
  onPoint: (key: string | undefined) => void, onPress: (key: string) => void,
): TemplateResult {
  return html`
    <ul class="legend" aria-label=${words.text("legend")}>
      ${chart.tracks.map((track, index) => html`
        <li class=${trackClasses(track, index)}>
          <button
            aria-pressed=${pressed === track.key}
            @click=${() => onPress(track.key)}
            @pointerenter=${() => onPoint(track.key)}
            @pointerleave=${() => onPoint(undefined)}>
            <svg width="32" height="18" aria-hidden="true">${sample(track, index)}</svg>
            <span><bdi>${words.track(track, chart.tracks)}</bdi>: <span class="value">${words.latest(track)}</span></span>
          </button>
        </li>`)}
    </ul>`;
}

/** Returns what the signs mean that occur in the chart. */
export function signs({ chart }: View, words: Words): TemplateResult | typeof nothing {
  const steps = chart.tracks.flatMap((track) => track.steps);
  const used = SIGNS.filter((sign) => steps.some(sign.isUsed));
  if (used.length === 0) {
    return nothing;
  }
  return html`
    <ul class="key" aria-label=${words.text("key")}>
      ${used.map((sign) => html`
        <li><svg width="32" height="18" aria-hidden="true">${svg`${sign.drawing}`}</svg><span>${words.text(`key.${sign.id}`)}</span></li>`)}
    </ul>`;
}
