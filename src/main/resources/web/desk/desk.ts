import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { Api, Failure } from "./api";
import { may, type Caller, type Desk, type Role } from "./context";
import { Directory } from "./directory";
import { ImportPart } from "./imports";
import { KeysPart } from "./keys";
import { RecordPart } from "./record";
import { ReportPart } from "./report";
import { isApiKey, isCredential, providerToken, storeCredential, storedCredential } from "./session";
import { signInView } from "./signin";
import type { Start } from "./starts";
import { styles } from "./styles";
import { direction, Texts } from "./texts";
import { WebhooksPart } from "./webhooks";

/** The parts of the desk, each with the role from which on it is shown. */
const PARTS: [string, Role][] = [
  ["report", "reporter"],
  ["record", "reader"],
  ["import", "editor"],
  ["webhooks", "editor"],
  ["keys", "admin"],
];

/** The part of the address with which the provider's sign-in returns to the desk. */
const SIGNED_IN = "#session";

/** The desk: what editors write from, with an API key or the provider's token that is kept for the session only. */
class IsnadDesk extends LitElement implements Desk {
  static properties = {
    lang: {},
    provider: {},
    caller: { state: true },
    shown: { state: true },
    failure: { state: true },
    message: { state: true },
    isBusy: { state: true },
    isRefused: { state: true },
  };
  static styles = [
    styles,
    css`
      .sign-in { max-inline-size: 36rem; }
      nav { display: flex; flex-wrap: wrap; gap: .25rem; border-block-end: 1px solid var(--line, GrayText); margin-block: .75rem 1.25rem; }
      nav button { border: 0; border-block-end: .25rem solid transparent; border-radius: 0; background: none; }
      nav button[aria-current] { border-block-end-color: var(--accent, Highlight); }
      .who { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }
    `,
  ];
  declare lang: string;
  declare provider: string;
  declare caller: Caller;
  declare shown: string;
  declare failure: Failure | null;
  declare message: string;
  declare isBusy: boolean;
  /** Whether the credential must be given again; what was typed stays. */
  declare isRefused: boolean;
  texts = new Texts("en");
  directory!: Directory;
  private credential = "";
  private mayRenew = true;
  readonly api = new Api(
    () => this.credential,
    () => this.renew(),
  );

  constructor() {
    super();
    this.failure = null;
    this.message = "";
    this.isBusy = false;
    this.isRefused = false;
  }

  connectedCallback(): void {
    super.connectedCallback();
    addEventListener("beforeunload", this.onLeave);
  }

  disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeunload", this.onLeave);
  }

  protected willUpdate(changed: PropertyValues): void {
    if (changed.has("lang")) {
      this.texts = new Texts(this.lang || document.documentElement.lang);
    }
  }

  protected firstUpdated(): void {
    if (location.hash === SIGNED_IN) {
      history.replaceState(null, "", location.pathname + location.search);
      this.signInAtProvider();
    } else if (storedCredential() !== "") {
      this.signIn(storedCredential());
    }
  }

  private async signInAtProvider(): Promise<void> {
    const token = await providerToken();
    if (token !== null) {
      await this.signIn(token);
    }
  }

  announce(message: string): void {
    this.message = message;
  }

  async open(part: string, detail?: unknown): Promise<void> {
    this.shown = part;
    await this.updateComplete;
    const element = this.renderRoot.querySelector(`#${part}`);
    if (element instanceof ReportPart && detail !== undefined) {
      await element.begin(detail as Start);
    } else if (element instanceof RecordPart && detail !== undefined) {
      await element.show(detail as Start);
    } else {
      (element as LitElement).renderRoot.querySelector<HTMLElement>("h2")?.focus();
    }
  }

  /** Has the browser ask before what was typed is lost. */
  private readonly onLeave = (event: BeforeUnloadEvent) => {
    const report = this.renderRoot.querySelector("desk-report");
    if (report instanceof ReportPart && report.isDirty) {
      event.preventDefault();
    }
  };

  /**
   * Checks a credential by a request, and keeps it for the session if it is good.
   *
   * @param isTyped whether it was typed, so that the provider's token must not take its place
   */
  private async signIn(credential: string, isTyped = false): Promise<void> {
    this.failure = null;
    if (!isCredential(credential)) {
      this.failure = new Failure(401);
      return this.focusOn("#credential");
    }
    this.credential = credential;
    this.mayRenew = !isTyped;
    this.isBusy = true;
    try {
      const { body } = await this.api.get<Caller>("/api/v1/caller");
      await this.enter(body);
      storeCredential(this.credential);
    } catch (failure) {
      this.refuse(failure);
    } finally {
      this.mayRenew = true;
      this.isBusy = false;
    }
  }

  /** Opens the desk for a caller; what was typed before a new sign-in stays. */
  private async enter(caller: Caller): Promise<void> {
    // Open parts refer to the records that were read, so a new sign-in keeps them.
    this.directory ??= new Directory(this.api, this.texts);
    await this.directory.load();
    const parts = this.partsOf(caller);
    this.shown = parts.includes(this.shown) ? this.shown : parts[0];
    this.caller = caller;
    this.isRefused = false;
    this.announce(this.texts.say("signedIn", { name: caller.name }));
    await this.focusOn("nav [aria-current]");
  }

  /** Takes the provider's next token in the place of one that has expired; without one, asks for a credential. */
  private async renew(): Promise<boolean> {
    const token = this.provider && this.mayRenew && !isApiKey(this.credential) ? await providerToken() : null;
    if (token !== null && token !== this.credential) {
      this.credential = token;
      storeCredential(token);
      return true;
    }
    this.isRefused = true;
    storeCredential("");
    this.focusOn("#credential");
    return false;
  }

  private refuse(failure: unknown): Promise<void> {
    if (!(failure instanceof Failure)) {
      throw failure;
    }
    this.failure = failure;
    return this.focusOn(failure.status === 401 ? "#credential" : ".alert");
  }

  private signOut(): void {
    storeCredential("");
    removeEventListener("beforeunload", this.onLeave);
    if (this.provider && !isApiKey(this.credential)) {
      location.assign("/desk/session/end");
    } else {
      location.reload();
    }
  }

  private partsOf(caller: Caller): string[] {
    return PARTS.filter(([, role]) => may(caller, role)).map(([part]) => part);
  }

  private async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  render(): TemplateResult {
    const isSignedIn = this.caller !== undefined && !this.isRefused;
    return html`<div dir=${direction(this.texts.language)} lang=${this.texts.language}>
      <p class="quiet" role="status" aria-live="polite">${this.message}</p>
      ${isSignedIn ? nothing : signInView(this, (credential) => this.signIn(credential, true))}
      ${this.caller === undefined ? nothing : this.partsView(isSignedIn)}
    </div>`;
  }

  private partsView(isShown: boolean): TemplateResult {
    const { texts, caller } = this;
    const parts = this.partsOf(caller);
    return html`<div ?hidden=${!isShown}>
      <div class="who">
        <p>${texts.say("who", { name: caller.name, role: texts.code("role", caller.role) })}</p>
        <button type="button" class="minor" @click=${() => this.signOut()}>${texts.say("signOut")}</button>
      </div>
      <nav aria-label=${texts.say("parts")}>
        ${parts.map(
          (part) => html`<button type="button" aria-current=${part === this.shown ? "page" : nothing} @click=${() => this.open(part)}>
            ${texts.say(`part.${part}`)}
          </button>`,
        )}
      </nav>
      ${parts.includes("report") ? html`<desk-report id="report" .desk=${this} ?hidden=${this.shown !== "report"}></desk-report>` : nothing}
      <desk-record id="record" .desk=${this} ?hidden=${this.shown !== "record"}></desk-record>
      ${parts.includes("import") ? html`<desk-import id="import" .desk=${this} ?hidden=${this.shown !== "import"}></desk-import>` : nothing}
      ${parts.includes("webhooks") ? html`<desk-webhooks id="webhooks" .desk=${this} ?hidden=${this.shown !== "webhooks"}></desk-webhooks>` : nothing}
      ${parts.includes("keys") ? html`<desk-keys id="keys" .desk=${this} ?hidden=${this.shown !== "keys"}></desk-keys>` : nothing}
    </div>`;
  }
}

customElements.define("desk-report", ReportPart);
customElements.define("desk-record", RecordPart);
customElements.define("desk-import", ImportPart);
customElements.define("desk-webhooks", WebhooksPart);
customElements.define("desk-keys", KeysPart);
customElements.define("isnad-desk", IsnadDesk);
