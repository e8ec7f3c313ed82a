import { html, LitElement, nothing, PropertyDeclarations, PropertyValues, TemplateResult } from "lit";
import { Api, Problem } from "./api";
import { Backoff } from "./backoff";
import { Crisis, Entry, Follower } from "./crisis";
import { mark } from "./marks";
import { style } from "./style";
import { Texts } from "./texts";
import { clock } from "./times";

/** The service that this script comes from. */
const HOME = new URL(import.meta.url).origin;

/** An element that shows something of a crisis, and keeps it up to date. */
export abstract class LiveElement<T> extends LitElement implements Follower {
  static override styles = style;
  static override properties: PropertyDeclarations = { lang: {}, api: {} };

  declare lang: string;
  /** The address of the service, if it is not the one of the script. */
  declare api: string | undefined;

  protected crisis?: Crisis;
  protected value?: T;
  protected changedAt?: Date;

  private announcement = "";
  private problem?: Problem;
  private unreachedSince?: Date;
  private readonly backoff = new Backoff();
  private timer?: number;
  private leave?: () => void;
  /** Tells the answers to earlier attributes apart. */
  private run = 0;
  private isReading = false;
  private isOutdated = false;
  /** The position of the last entry that may have changed it, if it is not included yet. */
  private expected?: number;

  /** Returns the crisis that it belongs to. */
  protected abstract open(): Promise<Crisis>;

  /**
   * Reads what is shown.
   *
   * @param position what the answer must include; without it, caches may be somewhat behind
   */
  protected abstract read(crisis: Crisis, position?: number): Promise<T>;

  /** Whether it shows something that an entry may have changed. */
  protected abstract isConcerned(entry: Entry): boolean;

  /** Returns what a change is announced as. */
  protected abstract announce(before: T, after: T): string;

  /** Returns what is shown of a value. */
  protected abstract content(texts: Texts, value: T): TemplateResult;

  /** The key of the text for what the service does not know. */
  protected abstract readonly missing: string;

  /** Whether it changes after it has been read. */
  protected get isLive(): boolean {
    return true;
  }

  protected get texts(): Texts {
    return Texts.in(this.lang || this.closest("[lang]")?.getAttribute("lang") || "en");
  }

  protected get service(): Api {
    return Api.at(this.api || HOME);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.restart();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.halt();
  }

  protected override willUpdate(changed: PropertyValues): void {
    // An element without attributes says what it lacks.
    if (changed.size > 0 || !this.hasUpdated) {
      this.restart();
    }
  }

  private restart(): void {
    this.halt();
    this.value = this.problem = this.crisis = this.changedAt = this.unreachedSince = undefined;
    this.announcement = "";
    void this.begin();
  }

  private halt(): void {
    this.run++;
    this.isReading = this.isOutdated = false;
    this.expected = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.leave?.();
    this.leave = undefined;
  }

  private async begin(): Promise<void> {
    const run = this.run;
    try {
      const crisis = await this.open();
      if (run === this.run) {
        this.crisis = crisis;
        this.leave = this.isLive ? crisis.follow(this) : undefined;
        await this.reload();
      }
    } catch (problem) {
      this.fail(problem, run);
    }
  }

  /** Reads it again, once more if something happens meanwhile. */
  private async reload(): Promise<void> {
    this.isOutdated = true;
    if (this.isReading) {
      return;
    }
    const run = this.run;
    this.isReading = true;
    try {
      while (this.isOutdated && run === this.run) {
        this.isOutdated = false;
        this.take(await this.readNew(this.crisis!), run);
      }
    } catch (problem) {
      this.fail(problem, run);
    } finally {
      this.isReading &&= run !== this.run;
    }
  }

  /** Reads it as all readers do; if a change that is known is not in that answer yet, again with its position. */
  private async readNew(crisis: Crisis): Promise<T> {
    const { expected, value: before } = this;
    this.expected = undefined;
    const value = await this.read(crisis);
    return expected !== undefined && isSame(before, value) ? this.read(crisis, expected) : value;
  }

  private take(value: T, run: number): void {
    if (run !== this.run) {
      return;
    }
    const before = this.value;
    this.unreachedSince = undefined;
    this.backoff.reset();
    if (!isSame(before, value)) {
      this.value = value;
      this.changedAt = before && new Date();
      this.announcement = before ? this.announce(before, value) : "";
    }
    this.requestUpdate();
  }

  private fail(problem: unknown, run: number): void {
    if (run !== this.run) {
      return;
    }
    const known = problem instanceof Problem ? problem : new Problem(0);
    if (known.isPassing) {
      this.unreachedSince ??= new Date();
      this.timer = setTimeout(() => this.retry(), this.backoff.next());
    } else {
      this.halt();
      this.value = undefined;
      this.problem = known;
    }
    this.requestUpdate();
  }

  private retry(): void {
    this.timer = undefined;
    void (this.crisis ? this.reload() : this.begin());
  }

  moved(entry: Entry | null): void {
    if (entry === null || this.isConcerned(entry)) {
      this.expected = entry?.position ?? this.expected;
      void this.reload();
    }
  }

  reached(isReached: boolean): void {
    const isWaiting = this.timer !== undefined;
    this.unreachedSince = isReached ? undefined : this.unreachedSince ?? new Date();
    if (isReached && isWaiting) {
      clearTimeout(this.timer);
      this.retry();
    }
    this.requestUpdate();
  }

  closed(problem: Problem): void {
    this.fail(problem, this.run);
  }

  protected override render(): TemplateResult {
    const texts = this.texts;
    return html`
      <article part="card" class="card" lang=${texts.language} dir=${texts.direction} aria-busy=${this.isWaiting}>
        ${this.value ? this.content(texts, this.value) : this.note(texts)}
        ${this.value && this.unreachedSince ? this.stale(texts, this.unreachedSince) : nothing}
        <p class="unseen" role="status">${this.announcement}</p>
      </article>`;
  }

  private get isWaiting(): boolean {
    return !this.value && !this.problem;
  }

  private note(texts: Texts): TemplateResult {
    if (this.problem) {
      return html`<p part="note" class="note">${mark("problem", texts.say(this.problem.status === 400 ? "refused" : this.missing))}</p>`;
    }
    return html`<p part="note" class="note">${texts.say(this.unreachedSince ? "failed" : "loading")}</p>`;
  }

  private stale(texts: Texts, since: Date): TemplateResult {
    const time = clock(texts, since, this.crisis!.timeZone);
    return html`<p part="note" class="note">${mark("problem", texts.say("stale", { time }))}</p>`;
  }
}

function isSame<T>(before: T | undefined, after: T): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
