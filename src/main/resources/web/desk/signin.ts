import { html, nothing, type TemplateResult } from "lit";
import type { Failure } from "./api";
import type { Caller } from "./context";
import { failureName, failureView } from "./problems";
import { storedCredential } from "./session";
import type { Texts } from "./texts";

/** What the form of the sign-in shows. */
interface SignIn {
  texts: Texts;
  /** The name of the OpenID Connect provider at which editors can sign in; empty without one. */
  provider: string;
  /** Who was signed in before, if anybody was. */
  caller?: Caller;
  failure: Failure | null;
  isBusy: boolean;
}

/** Returns the form in which the credential is given; one that is not good is told at its field. */
export function signInView(state: SignIn, signIn: (credential: string) => void): TemplateResult {
  const { texts, failure } = state;
  const isWrong = failure?.status === 401;
  const submit = (event: Event) => {
    event.preventDefault();
    const typed = (event.target as HTMLFormElement).querySelector("input")!.value.trim();
    signIn(typed === "" ? storedCredential() : typed);
  };
  const again = (event: Event) => (event.target as HTMLElement).closest("form")!.requestSubmit();
  return html`<form class="sign-in" novalidate @submit=${submit}>
    <h2>${texts.say("signIn.title")}</h2>
    ${state.caller === undefined ? nothing : html`<p class="warning">${texts.say("signIn.again")}</p>`}
    <div class="field">
      <label for="credential">${texts.say("signIn.label")}</label>
      <input
        type="password"
        id="credential"
        dir="ltr"
        autocomplete="off"
        spellcheck="false"
        aria-required="true"
        aria-invalid=${isWrong ? "true" : nothing}
        aria-describedby=${isWrong ? "credential-help credential-rule" : "credential-help"}
      />
      <p class="help" id="credential-help">${texts.say("signIn.help")}</p>
      ${isWrong
        ? html`<p class="rule" id="credential-rule"><span class="mark" aria-hidden="true">✗</span> ${failureName(texts, failure)}</p>`
        : nothing}
    </div>
    <div class="actions">
      <button class="primary" ?disabled=${state.isBusy}>${texts.say("signIn.button")}</button>
      ${state.provider
        ? html`<a class="button" href="/desk/session/start?lang=${texts.language}">${texts.say("signIn.provider", { provider: state.provider })}</a>`
        : nothing}
    </div>
    ${failureView(texts, isWrong ? null : failure, again)}
  </form>`;
}
