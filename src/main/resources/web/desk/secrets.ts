import { html, type TemplateResult } from "lit";
import type { Texts } from "./texts";

/** Returns a secret that is shown once, with a button to copy it. */
export function secretView(texts: Texts, secret: string, forget: () => void): TemplateResult {
  return html`<div class="warning" id="secret" tabindex="-1">
    <p>${texts.say("secret.once")}</p>
    <isnad-copy copy=${texts.say("secret.copy")} copied=${texts.say("secret.copied")}><p><code class="secret" dir="ltr">${secret}</code></p></isnad-copy>
    <div class="actions">
      <button type="button" @click=${forget}>${texts.say("secret.forget")}</button>
    </div>
  </div>`;
}
