import { LitElement, html, nothing, svg } from "lit";
import { pageTime } from "./page-time";
import { swap } from "./swap";
import { language, say } from "./texts";

interface Step {
  from: string;
  at: string;
  revisions: number;
  withdrawals: number;
}

const DEBOUNCE_MILLIS = 60;
const PLAY_MILLIS = 700;

/** A slider over the times at which something was reported or recorded. The last position is the present. */
class IsnadTime extends LitElement {
  static properties = { steps: { state: true }, index: { state: true }, isPlaying: { state: true }, isKnown: { state: true }, hasFailed: { state: true } };

  declare steps: Step[];
  declare index: number;
  declare isPlaying: boolean;
  declare isKnown: boolean;
  declare hasFailed: boolean;
  private going = 0;
  private playing = 0;

  constructor() {
    super();
    this.steps = [];
    this.index = 0;
    this.isPlaying = false;
    this.hasFailed = false;
    this.isKnown = pageTime("knownAt") !== null;
  }

  /** The slider takes the place of the form, in the page's own style. */
  createRenderRoot() {
    const slider = document.createElement("div");
    slider.className = "slider";
    this.append(slider);
    return slider;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("isnad-changed", this.load);
    addEventListener("popstate", this.follow);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener("isnad-changed", this.load);
    removeEventListener("popstate", this.follow);
    clearTimeout(this.going);
    clearInterval(this.playing);
  }

  private load = async () => {
    const clock = this.isKnown ? "recorded" : "reported";
    const response = await fetch(`/api/v1/crises/${this.getAttribute("crisis")}/activity?clock=${clock}`);
    if (response.ok) {
      this.steps = (await response.json()).items;
      this.index = this.find();
      this.querySelector("form")?.setAttribute("hidden", "");
    }
  };

  /** Returns the position of the page's time: after the last step that it includes. */
  private find(): number {
    const time = pageTime(this.isKnown ? "knownAt" : "asOf");
    const shown = time === null ? NaN : Date.parse(time);
    return Number.isNaN(shown) ? this.steps.length : Math.max(0, this.steps.filter(step => Date.parse(step.at) <= shown).length - 1);
  }

  private follow = () => {
    this.isKnown = pageTime("knownAt") !== null;
    this.load();
    this.show();
  };

  private move(index: number) {
    this.index = index;
    clearTimeout(this.going);
    this.going = window.setTimeout(() => this.go(), DEBOUNCE_MILLIS);
  }

  /** Shows the page of the chosen time under its own address. */
  private go() {
    const address = new URL(location.href);
    address.searchParams.delete("asOf");
    address.searchParams.delete("knownAt");
    const step = this.steps[this.index];
    if (step) {
      address.searchParams.set(this.isKnown ? "knownAt" : "asOf", step.at);
    }
    history.replaceState(null, "", address);
    this.show();
    dispatchEvent(new Event("isnad-time"));
  }

  private async show() {
    try {
      await swap();
      this.hasFailed = false;
    } catch {
      this.hasFailed = true;
    }
  }

  private play() {
    this.isPlaying = !this.isPlaying;
    clearInterval(this.playing);
    if (!this.isPlaying) {
      return;
    }
    if (this.index >= this.steps.length) {
      this.move(0);
    }
    this.playing = window.setInterval(() => this.advance(), PLAY_MILLIS);
  }

  private advance() {
    this.move(Math.min(this.index + 1, this.steps.length));
    if (this.index === this.steps.length) {
      this.play();
    }
  }

  private async switch(isKnown: boolean) {
    this.isKnown = isKnown;
    await this.load();
    this.move(this.steps.length);
  }

  private label(index: number): string {
    const step = this.steps[index];
    return step === undefined ? say("now") : this.format(step.at);
  }

  private format(instant: string): string {
    const zone = this.getAttribute("zone") ?? "UTC";
    return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(new Date(instant));
  }

  private marks() {
    const most = Math.max(1, ...this.steps.map(step => step.revisions));
    const width = 100 / Math.max(1, this.steps.length);
    return this.steps.map((step, index) => {
      const height = 4 + (20 * Math.log1p(step.revisions)) / Math.log1p(most);
      const x = width * (document.dir === "rtl" ? this.steps.length - 1 - index : index);
      return svg`<rect x=${x} y=${24 - height} width=${width * 0.7} height=${height} class=${index <= this.index ? "past" : ""}></rect>
        ${step.withdrawals > 0 ? svg`<rect x=${x} y="26" width=${width * 0.7} height="4" class="withdrawn"></rect>` : nothing}`;
    });
  }

  render() {
    if (this.steps.length === 0) {
      return nothing;
    }
    return html`
      <svg viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">${this.marks()}</svg>
      <input type="range" min="0" .max=${String(this.steps.length)} .value=${String(this.index)} aria-label=${say("slider")}
        aria-valuetext=${this.label(this.index)} @input=${(event: Event) => this.move(Number((event.target as HTMLInputElement).value))}>
      <div class="controls">
        <button type="button" @click=${() => this.play()}>${say(this.isPlaying ? "pause" : "play")}</button>
        <button type="button" @click=${() => this.move(Math.max(0, this.index - 1))} aria-label=${say("earlier")}>−</button>
        <output>${this.label(this.index)}</output>
        <button type="button" @click=${() => this.move(Math.min(this.steps.length, this.index + 1))} aria-label=${say("later")}>+</button>
        <button type="button" ?disabled=${this.index === this.steps.length} @click=${() => this.move(this.steps.length)}>${say("now")}</button>
        <label class="switch"><input type="checkbox" .checked=${this.isKnown}
          @change=${(event: Event) => this.switch((event.target as HTMLInputElement).checked)}> ${say("known-to-us")}</label>
      </div>
      <p role="alert" ?hidden=${!this.hasFailed}>${say("not-shown")}</p>`;
  }
}

customElements.define("isnad-time", IsnadTime);
