import { html, nothing, type TemplateResult } from "lit";
import type { Desk } from "./context";
import { contentName, countName, type Count, type Revision } from "./names";
import { direction, type Texts } from "./texts";

/** The range of the claims for one count. */
export interface Spread {
  count: Count;
  low?: number;
  high?: number;
  sources: number;
  verdict?: string;
}

/** A record as its readers see it. */
export interface RecordView {
  record: string;
  kind: string;
  crisis: string;
  revisions: number;
  newest?: number;
  preferred?: number;
  mergedInto?: string;
  heldBy?: string;
  rulings?: { number: number; ruling: string; notice: string }[];
  claims?: Revision[];
  last?: Revision;
  spread?: Spread[];
}

/** What a report changes, each revision in a sentence. */
export interface RecordChange {
  record: string;
  revisions: { number: number; record?: string; sentence: string }[];
}

/** What readers will see after a report that was checked and not stored. */
export interface Preview {
  record: RecordView;
  changes: RecordChange[];
}

/** Returns the preferred claim of a record, or undefined. */
export function preferredOf(view: RecordView | null): Revision | undefined {
  return view?.claims?.find((claim) => claim.number === view.preferred);
}

/** Returns what readers see of a record now and after a report, line by line. */
export function previewView(desk: Desk, before: RecordView | null, after: RecordView): TemplateResult {
  const { texts } = desk;
  const lines: [string, string[], string[]][] = [
    [texts.say("preview.preferred"), [claimName(desk, before)], [claimName(desk, after)]],
    [texts.say("preview.state"), [stateName(desk, before)], [stateName(desk, after)]],
    [texts.say("preview.claims"), claimNames(desk, before), claimNames(desk, after)],
    [texts.say("preview.spread"), spreadNames(desk, before), spreadNames(desk, after)],
  ];
  const shown = lines.filter(([, one, other]) => [...one, ...other].some((line) => line !== ""));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${texts.say("preview.caption")}>
    <table>
      <caption>${texts.say("preview.caption")}</caption>
      <thead>
        <tr><td></td><th scope="col">${texts.say("preview.before")}</th><th scope="col">${texts.say("preview.after")}</th></tr>
      </thead>
      <tbody>${shown.map(([name, one, other]) => lineView(desk, name, one, other))}</tbody>
    </table>
  </div>`;
}

/** Returns the warnings of likely slips, which keep nobody from sending. */
export function warningsView(texts: Texts, warnings: string[]): TemplateResult | typeof nothing {
  return warnings.length === 0
    ? nothing
    : html`<div class="warning">
        <p><span class="mark" aria-hidden="true">!</span> ${texts.say("slips", { n: warnings.length })}</p>
        <ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>
      </div>`;
}

function lineView(desk: Desk, name: string, before: string[], after: string[]): TemplateResult {
  const isChanged = before.join("\n") !== after.join("\n");
  const cell = (lines: string[], others: string[], mark: boolean) =>
    html`<td>
      ${lines.map((line) => html`<div class=${mark && !others.includes(line) ? "changed" : ""}><bdi>${line || "–"}</bdi></div>`)}
      ${mark ? html`<span class="tag">${desk.texts.say("preview.changed")}</span>` : nothing}
    </td>`;
  return html`<tr>
    <th scope="row">${name}</th>
    ${cell(before, after, false)} ${cell(after, before, isChanged)}
  </tr>`;
}

/** Returns the sentences in which readers are told a change. */
export function sentencesView(desk: Desk, changes: RecordChange[]): TemplateResult | typeof nothing {
  const sentences = changes.flatMap((change) => change.revisions.map((step) => step.sentence));
  const { texts } = desk;
  return sentences.length === 0
    ? nothing
    : html`<h4>${texts.say("preview.sentence")}</h4>
        ${sentences.map((sentence) => html`<p dir=${direction(texts.language)}>${sentence}</p>`)}`;
}

/** Returns what a revision says and who says it. */
export function revisionName(desk: Desk, revision: Revision): string {
  const { texts, directory } = desk;
  const status = revision.status === "reported" ? [] : [texts.code("status", revision.status)];
  const origin = texts.list([directory.sourceName(revision.source), texts.date(revision.reportedAt), ...status]);
  return `${contentName(texts, revision.content)} — ${origin}`;
}

function claimName(desk: Desk, view: RecordView | null): string {
  const preferred = preferredOf(view);
  return preferred === undefined ? "" : revisionName(desk, preferred);
}

function claimNames(desk: Desk, view: RecordView | null): string[] {
  const claims = view?.claims ?? [];
  return claims.length === 0 ? [""] : claims.map((claim) => revisionName(desk, claim));
}

/** Returns why nothing of a record stands, if nothing does. */
function stateName(desk: Desk, view: RecordView | null): string {
  const { texts } = desk;
  if (view === null) {
    return texts.say("state.new");
  }
  if (view.heldBy !== undefined) {
    return texts.say("state.held");
  }
  if (view.mergedInto !== undefined) {
    return texts.say("state.merged", { record: view.mergedInto });
  }
  const reason = texts.of(view.last?.reason);
  return view.claims === undefined ? texts.say("state.none") + (reason === "" ? "" : `: ${reason}`) : texts.say("state.stands");
}

function spreadNames(desk: Desk, view: RecordView | null): string[] {
  const { texts } = desk;
  const names = (view?.spread ?? []).map((spread) => {
    const range = texts.say(spread.low === spread.high ? "value.one" : "value.range", {
      n: spread.low ?? 0,
      low: spread.low ?? "…",
      high: spread.high ?? "…",
    });
    const verdict = spread.verdict === undefined ? [] : [texts.code("verdict", spread.verdict)];
    return `${countName(texts, spread.count)}: ${texts.list([range, texts.say("sources", { n: spread.sources }), ...verdict])}`;
  });
  return names.length === 0 ? [""] : names;
}
