import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Failure } from "./api";
import { Part } from "./context";
import { fieldsView, listsView } from "./fields";
import { Form } from "./form";
import { formFailureView } from "./problems";
import { secretView } from "./secrets";
import { styles } from "./styles";

interface Key {
  id: string;
  name: string;
  role: string;
  sources?: string[];
  crises?: string[];
  createdAt: string;
  expiresAt?: string;
  revokedAt?: string;
  lastUsedAt?: string;
}

/** The part of the desk in which an admin creates and revokes API keys. */
export class KeysPart extends Part {
  static properties = { ...Part.properties, keys: { state: true }, secret: { state: true }, revoking: { state: true } };
  static styles = styles;
  declare keys: Key[] | null;
  declare secret: string | null;
  declare revoking: string | null;
  private form!: Form;

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("desk") && this.form === undefined) {
      this.form = new Form(this.desk, this, "k");
      this.attempt(() => this.load());
    }
  }

  protected failed(failure: Failure | null): void {
    this.form.refuse(failure);
  }

  private async load(): Promise<void> {
    this.keys = (await this.desk.api.get<{ items: Key[] }>("/api/v1/keys")).body.items;
  }

  private create(): Promise<void> {
    return this.attempt(async () => {
      const { body } = await this.desk.api.post<{ key: Key; secret: string }>("/api/v1/keys", { body: this.form.body() });
      this.secret = body.secret;
      this.form.begin({}, []);
      await this.load();
      this.desk.announce(this.say("secret.once"));
      this.focusOn("#secret");
    });
  }

  private revoke(key: Key): Promise<void> {
    return this.attempt(async () => {
      await this.desk.api.delete(`/api/v1/keys/${key.id}`);
      this.revoking = null;
      await this.load();
      this.desk.announce(this.say("keys.revoked", { name: key.name }));
      this.focusOn("#list");
    });
  }

  render(): TemplateResult | typeof nothing {
    if (this.form === undefined) {
      return nothing;
    }
    const { directory, texts } = this.desk;
    this.form.rendering();
    return html`<h2 tabindex="-1">${this.say("keys.title")}</h2>
      ${this.secret ? secretView(texts, this.secret, () => (this.secret = null)) : nothing}
      <form novalidate @submit=${(event: Event) => { event.preventDefault(); this.create(); }}>
        ${fieldsView(this.form, directory.contract.fieldsOf("NewKey"), "")}
        <div class="actions"><button class="primary" ?disabled=${this.isBusy}>${this.say("keys.create")}</button></div>
        ${formFailureView(this.form, this.again)} ${listsView(this.form)}
      </form>
      <h3 id="list" tabindex="-1">${this.say("keys.list")}</h3>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.say("keys.list")}>
        <table>
          <thead>
            <tr>
              ${["name", "role", "bound", "created", "expires", "used", "actions"].map((name) => html`<th scope="col">${this.say(`column.${name}`)}</th>`)}
            </tr>
          </thead>
          <tbody>${(this.keys ?? []).map((key) => this.keyView(key))}</tbody>
        </table>
      </div>`;
  }

  private keyView(key: Key): TemplateResult {
    const { texts, directory } = this.desk;
    const bound = texts.list([...(key.sources ?? []).map((id) => directory.sourceName(id)), ...(key.crises ?? [])]);
    const time = (instant: string | undefined) => (instant === undefined ? "–" : texts.time(instant));
    return html`<tr class=${key.revokedAt === undefined ? "" : "out"}>
      <th scope="row"><bdi>${key.name}</bdi><div class="detail"><code dir="ltr">${key.id}</code></div></th>
      <td>${texts.code("role", key.role)}</td>
      <td><bdi>${bound || "–"}</bdi></td>
      <td>${time(key.createdAt)}</td>
      <td>${time(key.expiresAt)}</td>
      <td>${time(key.lastUsedAt)}</td>
      <td>${key.revokedAt === undefined ? this.revokeView(key) : this.say("keys.revokedAt", { time: texts.time(key.revokedAt) })}</td>
    </tr>`;
  }

  private revokeView(key: Key): TemplateResult {
    const name = html`<span class="quiet"> ${key.name}</span>`;
    return this.revoking === key.id
      ? html`<div class="actions tight">
          <button type="button" class="minor" id="sure" @click=${() => this.revoke(key)}>${this.say("keys.revoke.sure")}${name}</button>
          <button type="button" class="minor" @click=${() => (this.revoking = null)}>${this.say("cancel")}</button>
        </div>`
      : html`<button type="button" class="minor" @click=${() => { this.revoking = key.id; this.focusOn("#sure"); }}>
          ${this.say("keys.revoke")}${name}
        </button>`;
  }
}
