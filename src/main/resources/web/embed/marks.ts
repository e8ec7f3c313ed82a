import { html, svg, SVGTemplateResult, TemplateResult } from "lit";

/** The shapes of marks in a square of 16, each told apart without its colour. */
const SHAPES: Record<string, SVGTemplateResult> = {
  // A tick.
  confirmed: svg`<path d="M2 8.5 6.5 13 14 4"/>`,
  // A triangle with a point of exclamation.
  disputed: svg`<path d="M8 1.5 15 14H1Z M8 6v4 M8 12v.5"/>`,
  // A pencil.
  corrected: svg`<path d="M2 14l1-4 8-8 3 3-8 8Z M9 4l3 3"/>`,
  // A crossed circle.
  retracted: svg`<circle cx="8" cy="8" r="6.5"/><path d="M3.5 3.5l9 9"/>`,
  // An equals sign, two overlapping circles, and an unequals sign.
  agree: svg`<path d="M2 6h12 M2 10h12"/>`,
  overlap: svg`<circle cx="5.5" cy="8" r="4.5"/><circle cx="10.5" cy="8" r="4.5"/>`,
  conflict: svg`<path d="M2 6h12 M2 10h12 M11 2 5 14"/>`,
  // A clock.
  changed: svg`<circle cx="8" cy="8" r="6.5"/><path d="M8 4v4l3 2"/>`,
  // A broken line.
  problem: svg`<path d="M1 8h4 M11 8h4 M6.5 5l-1 6 M10.5 5l-1 6"/>`,
  // A question in a diamond.
  unproven: svg`<path d="M8 1 15 8 8 15 1 8Z M6.3 6.4a1.8 1.8 0 1 1 2.4 1.7c-.5.2-.7.5-.7 1.1 M8 11v.5"/>`,
};

/** Returns words with the shape that stands for them. */
export function mark(shape: string, words: string | TemplateResult): TemplateResult {
  return html`<span part="mark" class="mark ${shape}"><svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[shape]}</svg>${words}</span>`;
}
