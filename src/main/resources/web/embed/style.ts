import { css } from "lit";

/**
 * The look of the elements. Nothing is inherited from the page but the custom properties --isnad-* and its colour scheme, and the
 * font size is that of the browser's settings.
 */
export const style = css`
  :host { display: block; }
  :host([hidden]) { display: none; }
  .card {
    --_ink: var(--isnad-ink, #1b1b1f);
    --_paper: var(--isnad-paper, #fff);
    --_muted: var(--isnad-muted, #55555e);
    --_line: var(--isnad-line, #c9c9d1);
    --_accent: var(--isnad-accent, #0b57a4);
    --_warn: var(--isnad-warn, #8f3b00);
    all: initial;
    display: block;
    color-scheme: inherit;
    visibility: inherit;
    box-sizing: border-box;
    padding: 1em;
    border: 1px solid var(--_line);
    border-radius: var(--isnad-radius, 0.4em);
    color: var(--_ink);
    background: var(--_paper);
    font: medium/1.45 var(--isnad-font, system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif);
    overflow-wrap: anywhere;
  }
  .card[dir="rtl"] { direction: rtl; }
  .card[dir="ltr"] { direction: ltr; }
  @supports (color: light-dark(#000, #fff)) {
    .card {
      --_ink: var(--isnad-ink, light-dark(#1b1b1f, #e9e9ee));
      --_paper: var(--isnad-paper, light-dark(#fff, #1c1c21));
      --_muted: var(--isnad-muted, light-dark(#55555e, #b0b0ba));
      --_line: var(--isnad-line, light-dark(#c9c9d1, #4b4b55));
      --_accent: var(--isnad-accent, light-dark(#0b57a4, #8fc1f5));
      --_warn: var(--isnad-warn, light-dark(#8f3b00, #ffb27a));
    }
  }
  p, ol { margin: 0; padding: 0; }
  ol { list-style: none; }
  .what, .title { font-weight: 600; }
  .value { margin-block: 0.1em; font-size: 2.4em; line-height: 1.15; font-weight: 700; font-variant-numeric: tabular-nums; }
  .value.words { font-size: 1.25em; line-height: 1.35; }
  .around { font-size: 0.5em; font-weight: 400; }
  .source, time, .change { color: var(--_muted); }
  .marks { display: flex; flex-wrap: wrap; gap: 0.15em 1em; }
  .spread, .change, .changed-line, .note, .foot { margin-block-start: 0.5em; }
  .card > .note:first-child { margin: 0; }
  .mark { font-weight: 600; }
  .mark svg {
    width: 0.95em; height: 0.95em; margin-inline-end: 0.4em; vertical-align: -0.1em;
    fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round;
  }
  .disputed, .retracted, .conflict, .problem, .unproven { color: var(--_warn); }
  .changed { color: var(--_accent); }
  .is-changed { border-inline-start: 0.3em solid var(--_accent); padding-inline-start: 0.7em; }
  a { color: var(--_accent); text-underline-offset: 0.15em; }
  a:focus-visible { outline: 0.15em solid var(--_accent); outline-offset: 0.15em; border-radius: 0.1em; }
  .foot a { display: inline-block; padding-block: 0.2em; }
  .item { padding-block: 0.6em; border-block-start: 1px solid var(--_line); }
  .title + ol { margin-block-start: 0.5em; }
  .head { display: flex; flex-wrap: wrap; gap: 0 1em; }
  del { text-decoration: line-through; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
