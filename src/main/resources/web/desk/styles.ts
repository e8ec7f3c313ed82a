import { css } from "lit";

/** The look of the parts of the desk; its colours are those of the pages. */
export const styles = css`
  :host { display: block; color: var(--ink, CanvasText); line-height: 1.5; }
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; }
  h2 { font-size: 1.3rem; margin: 0 0 .75rem; }
  h3 { font-size: 1.1rem; margin: 1.25rem 0 .5rem; }
  h2:focus, h3:focus, [tabindex="-1"]:focus { outline: none; }
  p { margin: .25rem 0; overflow-wrap: anywhere; }
  a { color: var(--accent, LinkText); }
  label, legend { font-weight: 600; }
  .required, .help, .hint, .detail { color: var(--muted, GrayText); font-weight: 400; font-size: .875rem; }
  input, select, textarea, button {
    font: inherit; color: inherit; min-block-size: 2.5rem; padding: .375rem .625rem; border-radius: .25rem;
    border: 1px solid var(--muted, GrayText); background: var(--paper, Canvas); max-inline-size: 100%;
  }
  input:not([type]), input[type=password], input[type=file], select, textarea { inline-size: 100%; }
  textarea { resize: vertical; field-sizing: content; }
  input[type=checkbox], input[type=radio] { min-block-size: 0; inline-size: 1.25rem; block-size: 1.25rem; flex: none; margin: .125rem 0 0; accent-color: var(--accent, auto); }
  :focus-visible { outline: 3px solid var(--accent, Highlight); outline-offset: 2px; }
  [aria-invalid=true] { border: 2px solid var(--bad, red); }
  button { cursor: pointer; font-weight: 600; }
  button.primary { background: var(--accent, ButtonFace); color: var(--paper, ButtonText); border-color: var(--accent, ButtonFace); }
  button.minor { font-weight: 400; min-block-size: 2rem; padding-block: .125rem; }
  button[disabled] { opacity: .6; cursor: default; }
  .field, fieldset, .list, details { margin-block: .75rem; min-inline-size: 0; }
  .field > label { display: block; }
  .check > label, .checks > label, .radio { display: flex; gap: .5rem; align-items: flex-start; font-weight: 400; padding-block: .25rem; }
  fieldset { border: 1px solid var(--line, GrayText); border-radius: .25rem; padding: .25rem .75rem .75rem; }
  .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 0 1rem; align-items: start; }
  .fields > :not(.field) { grid-column: 1 / -1; }
  .fields > button { justify-self: start; }
  .panel > :first-child { margin-block-start: 0; }
  input.short { inline-size: 6rem; }
  fieldset.text > legend, fieldset.plain > legend { padding: 0; }
  fieldset.text, fieldset.plain { border: 0; padding: 0; }
  .checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr)); }
  .checks > :is(legend, .rule) { grid-column: 1 / -1; }
  .item { margin-block: .5rem; }
  .languages, .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: .5rem 1rem; align-items: start; }
  .language label, label.plain { font-weight: 400; font-size: .875rem; }
  .rule, .rules { color: var(--bad, red); font-size: .9375rem; }
  .mark { font-weight: 700; }
  .alert, .warning, .done, .panel { border: 1px solid var(--line, GrayText); border-inline-start: .375rem solid var(--accent, GrayText); border-radius: .25rem; padding: .625rem .875rem; margin-block: 1rem; }
  .alert { border-inline-start-color: var(--bad, red); }
  .warning { border-inline-start-color: var(--warn, orange); }
  .done { border-inline-start-color: var(--good, green); }
  .warning ul, .rules { margin: .25rem 0; padding-inline-start: 1.25rem; }
  .actions { display: flex; flex-wrap: wrap; gap: .5rem; margin-block: .75rem; align-items: center; }
  .actions.tight { margin-block: .25rem; gap: .375rem; }
  .scroll { overflow-x: auto; position: relative; }
  .scroll table { min-inline-size: 36rem; }
  table { border-collapse: collapse; inline-size: 100%; }
  caption { text-align: start; font-weight: 600; padding-block: .25rem; }
  th, td { text-align: start; vertical-align: top; padding: .375rem .5rem; border-block-end: 1px solid var(--line, GrayText); overflow-wrap: break-word; }
  thead th { font-weight: 600; white-space: nowrap; }
  .out > :is(th, td) > .struck { text-decoration: line-through; }
  .changed { font-weight: 700; }
  .tag { border: 1px solid currentcolor; border-radius: .75rem; padding: 0 .5rem; font-size: .8125rem; font-weight: 400; white-space: nowrap; }
  code, .secret { font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
  .drop { border: 2px dashed var(--muted, GrayText); border-radius: .5rem; padding: 1.25rem; text-align: center; }
  .drop.over { border-color: var(--accent, Highlight); background: color-mix(in srgb, var(--accent, Highlight) 10%, transparent); }
  .quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
