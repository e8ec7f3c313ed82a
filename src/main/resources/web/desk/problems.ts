import { html, nothing, type TemplateResult } from "lit";
import type { Failure } from "./api";
import type { Form } from "./form";
import type { Texts } from "./texts";

const TOLD = [0, 401, 403, 404, 409, 412, 413, 415, 422, 429, 503];

/** Returns what went wrong, in words of the user's language. */
export function failureName(texts: Texts, failure: Failure): string {
  if (failure.status === 429 && failure.retryAfter !== null) {
    return texts.say("problem.429.wait", { n: Number(failure.retryAfter) });
  }
  if (failure.status === 400) {
    return failure.violations.length === 0 ? texts.say("problem.400") : texts.say("problem.rules", { n: failure.violations.length });
  }
  return texts.say(TOLD.includes(failure.status) ? `problem.${failure.status}` : "problem.other", { status: String(failure.status) });
}

/** Returns an alert that says what went wrong, with what the API says of it, and offers to try again. */
export function failureView(texts: Texts, failure: Failure | null, retry?: (event: Event) => void): TemplateResult {
  if (failure === null) {
    return html`<div role="alert"></div>`;
  }
  const isTold = failure.problem !== null && failure.status !== 400;
  return html`<div role="alert" class="alert" tabindex="-1">
    <p><span class="mark" aria-hidden="true">✗</span> ${failureName(texts, failure)}</p>
    ${isTold ? html`<p class="detail" lang="en" dir="ltr">${failure.problem!.detail}</p>` : nothing}
    ${retry === undefined ? nothing : html`<button type="button" @click=${retry}>${texts.say("tryAgain")}</button>`}
  </div>`;
}

/** Returns an alert of what is wrong with a form; the rules that are shown at no field are listed. */
export function formFailureView(form: Form, retry?: () => void): TemplateResult {
  const { texts } = form.desk;
  const isRepeatable = form.failure !== null && [0, 412, 429, 503].includes(form.failure.status);
  return html`${failureView(texts, form.failure, isRepeatable ? retry : undefined)}
  ${form.general.length === 0
    ? nothing
    : html`<ul class="rules">
        ${form.general.map(({ label, rule }) => html`<li lang="en" dir="ltr"><code>${label}</code> ${rule}</li>`)}
      </ul>`}`;
}
