import { css } from "lit";

/** The style of a chart: colours of the page, and seven of its own for the sources. */
export const chartStyle = css`
  :host {
    --ink_: var(--ink, #1a1a1a);
    --paper_: var(--paper, #ffffff);
    --muted_: var(--muted, #595959);
    --line_: var(--line, #d9d9d9);
    --bad_: var(--bad, #b3261e);
    --hue-0: #1565a8;
    --hue-1: #b5440a;
    --hue-2: #2b7a2f;
    --hue-3: #7a3d9c;
    --hue-4: #0b7285;
    --hue-5: #8a5a00;
    --hue-6: #b02a62;
    display: block;
    color: var(--ink_);
    font-size: 0.875rem;
    line-height: 1.4;
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --ink_: var(--ink, #ececec);
      --paper_: var(--paper, #141414);
      --muted_: var(--muted, #a8a8a8);
      --line_: var(--line, #3a3a3a);
      --bad_: var(--bad, #ff8a80);
      --hue-0: #74b6f2;
      --hue-1: #ff9d66;
      --hue-2: #82cf87;
      --hue-3: #cf9ff0;
      --hue-4: #62cede;
      --hue-5: #e3b755;
      --hue-6: #ff8fb8;
    }
  }
  .hue-0 { --hue: var(--hue-0); }
  .hue-1 { --hue: var(--hue-1); }
  .hue-2 { --hue: var(--hue-2); }
  .hue-3 { --hue: var(--hue-3); }
  .hue-4 { --hue: var(--hue-4); }
  .hue-5 { --hue: var(--hue-5); }
  .hue-6 { --hue: var(--hue-6); }

  .spans {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin: 0 0 0.5rem;
    padding: 0;
    border: 0;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 0.25rem;
    cursor: pointer;
    text-align: start;
  }
  button:focus-visible, .note:focus-visible {
    outline: 2px solid var(--ink_);
    outline-offset: 2px;
  }
  .spans button, .again {
    min-block-size: 1.75rem;
    padding: 0.125rem 0.625rem;
    border-color: var(--muted_);
  }
  .spans button[aria-pressed="true"] {
    color: var(--paper_);
    background: var(--ink_);
    border-color: var(--ink_);
  }
  .plot { position: relative; }
  svg { display: block; overflow: visible; max-inline-size: 100%; }
  .plot > svg { block-size: auto; inline-size: 100%; touch-action: pan-y; }
  text { font: inherit; font-size: 12px; fill: var(--ink_); }

  .axis { font-family: inherit; }
  .axis .domain { stroke: none; }
  .axis .tick line { stroke: var(--line_); }
  .axis text { fill: var(--muted_); font-size: 12px; font-variant-numeric: tabular-nums; }
  .y text { direction: ltr; }
  .y .tick:first-of-type line, .x .tick line { stroke: var(--muted_); }

  .segment { fill: none; stroke: var(--hue); stroke-width: 2; }
  .preferred .segment { stroke-width: 3; }
  .disputed .segment { stroke-dasharray: 5 4; }
  .bound .segment { stroke-width: 1.5; }
  .lapsed .segment { stroke-opacity: 0.75; }
  .hatch { stroke: var(--hue); stroke-width: 1.25; }
  .band { fill: var(--hue); fill-opacity: 0.16; stroke: none; }
  .open { fill-opacity: 0.24; }
  .reach { fill: none; stroke: none; stroke-width: 14; pointer-events: stroke; }
  .spot { fill: transparent; }
  .mark { fill: var(--hue); stroke: var(--paper_); stroke-width: 1.5; paint-order: stroke; }
  .hollow .mark { fill: var(--paper_); stroke: var(--hue); stroke-width: 2; paint-order: fill; }
  .arrow { fill: none; stroke: var(--hue); stroke-width: 2; }
  .strike { fill: none; stroke: var(--ink_); stroke-width: 2; }
  .ring { fill: none; stroke: none; stroke-width: 2; }
  .step { cursor: pointer; outline: none; }
  .step.active .ring, .step:focus .ring { stroke: var(--ink_); }
  .track { transition: opacity 0.15s; }
  .dimmed { opacity: 0.2; }
  .struck-line { stroke: var(--ink_); stroke-width: 1.5; }
  .lane { stroke: var(--muted_); stroke-dasharray: 1 4; stroke-linecap: round; }
  .halo-text { stroke: var(--paper_); stroke-width: 4; paint-order: stroke; stroke-linejoin: round; }
  .leader { fill: none; stroke: var(--muted_); stroke-width: 1; }
  .label .number { font-weight: 700; }
  .label text { fill: var(--hue); }
  .label { transition: opacity 0.15s; }

  .note {
    position: absolute;
    box-sizing: border-box;
    inset-inline-start: auto;
    left: var(--left);
    top: var(--top);
    bottom: var(--bottom);
    inline-size: 17rem;
    max-inline-size: 100%;
    padding: 0.625rem 0.75rem;
    background: var(--paper_);
    border: 1px solid var(--muted_);
    border-block-start: 3px solid var(--hue);
    box-shadow: 0 2px 8px rgb(0 0 0 / 0.2);
    z-index: 1;
  }
  .note.docked { position: static; inline-size: auto; margin-block: 0.5rem; box-shadow: none; }
  .note p { margin: 0; }
  .note .figure { font-size: 1.25rem; font-weight: 700; }
  .note .figure.struck { text-decoration: line-through; color: var(--muted_); }
  .note .source { font-weight: 700; color: var(--hue); }
  .hint { color: var(--muted_); margin: 0.25rem 0; }

  .legend, .key {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    gap: 0 1rem;
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }
  .legend button {
    display: flex;
    gap: 0.5rem;
    align-items: start;
    inline-size: 100%;
    min-block-size: 1.75rem;
    padding: 0.25rem 0;
  }
  .legend button:hover, .legend button[aria-pressed="true"] { border-block-end-color: var(--hue); }
  .legend svg, .key svg { flex: none; margin-block-start: 0.125rem; }
  .legend .value { font-weight: 700; }
  .legend .preferred { font-weight: 700; }
  .key { color: var(--muted_); margin-block-start: 0.75rem; padding-block-start: 0.5rem; border-block-start: 1px solid var(--line_); }
  .key li { display: flex; gap: 0.5rem; align-items: start; padding-block: 0.125rem; --hue: var(--ink_); }

  @media (prefers-reduced-motion: reduce) {
    .track, .label { transition: none; }
  }
  @media (forced-colors: active) {
    .spans button[aria-pressed="true"] { border-width: 3px; }
  }
  @media print {
    .spans, .note, .screen { display: none; }
  }
`;
