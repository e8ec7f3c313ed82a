import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Failure } from "./api";
import { Part } from "./context";
import { fieldsView, listsView } from "./fields";
import { Form } from "./form";
import { formFailureView } from "./problems";
import { secretView } from "./secrets";
import { styles } from "./styles";

interface Webhook {
  id: string;
  url: string;
  crisis?: string;
  language: string;
  state: string;
  reason?: string;
  after: string;
  attempts: number;
}

interface Delivery {
  at: string;
  messageId: string;
  crisis?: string;
  position?: number;
  attempt: number;
  status?: number;
  failure?: string;
  millis: number;
}

/** What is asked for one webhook before it is done: the end of its path, and the schema of what is sent. */
interface Question {
  id: string;
  path: "secret" | "replay" | "delete";
  schema: string;
}

/** The part of the desk in which webhooks are created, tested, paused and deleted. */
export class WebhooksPart extends Part {
  static properties = {
    ...Part.properties,
    webhooks: { state: true },
    secret: { state: true },
    question: { state: true },
    opened: { state: true },
    deliveries: { state: true },
  };
  static styles = styles;
  declare webhooks: Webhook[] | null;
  declare secret: string | null;
  declare question: Question | null;
  declare opened: string | null;
  declare deliveries: Delivery[];
  private form!: Form;
  private asked!: Form;

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("desk") && this.form === undefined) {
      this.form = new Form(this.desk, this, "w");
      this.asked = new Form(this.desk, this, "q");
      this.attempt(() => this.load());
    }
  }

  protected failed(failure: Failure | null): void {
    (this.question ? this.asked : this.form).refuse(failure);
  }

  private async load(): Promise<void> {
    this.webhooks = (await this.desk.api.get<{ items: Webhook[] }>("/api/v1/webhooks")).body.items;
  }

  private create(): Promise<void> {
    return this.attempt(async () => {
      const { body } = await this.desk.api.post<{ secret: string }>("/api/v1/webhooks", { body: this.form.body() });
      this.form.begin({}, []);
      await this.finish(body.secret);
    });
  }

  /** Shows a new secret and the webhooks as they are now. */
  private async finish(secret: string | null): Promise<void> {
    this.question = null;
    this.secret = secret;
    await this.load();
    if (secret !== null) {
      this.desk.announce(this.say("secret.once"));
      this.focusOn("#secret");
    }
  }

  private ask(id: string, path: Question["path"], schema: string): void {
    this.question = { id, path, schema };
    this.asked.begin({}, []);
    this.focusOn("#question");
  }

  private answer(question: Question): Promise<void> {
    return this.attempt(async () => {
      const path = `/api/v1/webhooks/${question.id}`;
      if (question.path === "delete") {
        await this.desk.api.delete(path);
        this.desk.announce(this.say("webhooks.deleted"));
        return this.finish(null);
      }
      const { body } = await this.desk.api.post<{ secret?: string }>(`${path}/${question.path}`, { body: this.asked.body() });
      return this.finish(body?.secret ?? null);
    });
  }

  private setState(webhook: Webhook, state: string): Promise<void> {
    return this.attempt(async () => {
      await this.desk.api.put(`/api/v1/webhooks/${webhook.id}/state`, { body: { state } });
      await this.load();
    });
  }

  private ping(webhook: Webhook): Promise<void> {
    return this.attempt(async () => {
      const { body } = await this.desk.api.post<Delivery>(`/api/v1/webhooks/${webhook.id}/ping`);
      this.desk.announce(this.outcome(body));
      await this.open(webhook.id);
    });
  }

  private async open(id: string): Promise<void> {
    const { body } = await this.desk.api.get<{ items: Delivery[] }>(`/api/v1/webhooks/${id}/deliveries`);
    this.deliveries = body.items;
    this.opened = id;
  }

  render(): TemplateResult | typeof nothing {
    if (this.form === undefined) {
      return nothing;
    }
    const { directory, texts } = this.desk;
    this.form.rendering();
    return html`<h2 tabindex="-1">${this.say("webhooks.title")}</h2>
      ${this.secret ? secretView(texts, this.secret, () => (this.secret = null)) : nothing}
      <form novalidate @submit=${(event: Event) => { event.preventDefault(); this.create(); }}>
        ${fieldsView(this.form, directory.contract.fieldsOf("NewWebhook"), "")}
        <div class="actions"><button class="primary" ?disabled=${this.isBusy}>${this.say("webhooks.create")}</button></div>
        ${formFailureView(this.form, this.again)} ${listsView(this.form)}
      </form>
      <h3>${this.say("webhooks.list")}</h3>
      ${this.webhooks?.length === 0 ? html`<p>${this.say("webhooks.none")}</p>` : nothing}
      ${(this.webhooks ?? []).map((webhook) => this.webhookView(webhook))}`;
  }

  private webhookView(webhook: Webhook): TemplateResult {
    const { texts } = this.desk;
    const button = (key: string, act: () => void) => html`<button type="button" class="minor" @click=${act}>${this.say(key)}</button>`;
    const isActive = webhook.state === "active";
    return html`<section class="panel" aria-label=${webhook.url}>
      <p><bdi dir="ltr">${webhook.url}</bdi> <span class="tag">${texts.code("webhookState", webhook.state)}</span></p>
      <p class="detail">
        ${this.say("webhooks.about", { crisis: webhook.crisis ?? "*", language: texts.languageName(webhook.language), after: webhook.after })}
        ${webhook.reason === undefined ? nothing : html`<span lang="en">${webhook.reason}</span>`}
      </p>
      <div class="actions tight">
        ${button("webhooks.ping", () => this.ping(webhook))}
        ${webhook.state === "ended" ? nothing : button(isActive ? "webhooks.pause" : "webhooks.resume", () => this.setState(webhook, isActive ? "paused" : "active"))}
        ${button("webhooks.deliveries", () => this.attempt(() => this.open(webhook.id)))}
        ${button("webhooks.replay", () => this.ask(webhook.id, "replay", "Replay"))}
        ${button("webhooks.secret", () => this.ask(webhook.id, "secret", "Rotation"))}
        ${button("webhooks.delete", () => this.ask(webhook.id, "delete", ""))}
      </div>
      ${this.question?.id === webhook.id ? this.questionView(this.question) : nothing}
      ${this.opened === webhook.id ? this.deliveriesView() : nothing}
    </section>`;
  }

  private questionView(question: Question): TemplateResult {
    this.asked.rendering();
    const fields = question.schema === "" ? [] : this.desk.directory.contract.fieldsOf(question.schema);
    return html`<form novalidate @submit=${(event: Event) => { event.preventDefault(); this.answer(question); }}>
      <p id="question" tabindex="-1">${this.say(`webhooks.${question.path}.sure`)}</p>
      ${fieldsView(this.asked, fields, "")} ${formFailureView(this.asked, this.again)}
      <div class="actions">
        <button class="primary">${this.say(`webhooks.${question.path}`)}</button>
        <button type="button" @click=${() => (this.question = null)}>${this.say("cancel")}</button>
      </div>
    </form>`;
  }

  private outcome(delivery: Delivery): string {
    const result = delivery.status ?? this.desk.texts.code("failure", delivery.failure ?? "connection");
    return this.say("webhooks.outcome", { result: String(result), millis: delivery.millis });
  }

  private deliveriesView(): TemplateResult {
    const { texts } = this.desk;
    return html`<h4>${this.say("webhooks.deliveries")}</h4>
      <ul>
        ${this.deliveries.map(
          (delivery) => html`<li>
            ${texts.time(delivery.at)}: ${this.outcome(delivery)}
            <span class="detail"><bdi dir="ltr">${delivery.crisis ?? "ping"}${delivery.position === undefined ? "" : `:${delivery.position}`}</bdi></span>
          </li>`,
        )}
      </ul>
      ${this.deliveries.length === 0 ? html`<p>${this.say("webhooks.noDeliveries")}</p>` : nothing}`;
  }
}
