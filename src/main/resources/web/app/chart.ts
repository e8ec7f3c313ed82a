import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { chart as ar, codes as arCodes } from "../texts/ar.json";
import { chart as en, codes as enCodes } from "../texts/en.json";
import { chart as ru, codes as ruCodes } from "../texts/ru.json";
import { isStruck, load, type Chart } from "./chart-data";
import { legend, signs } from "./chart-legend";
import { drawing, drawAxes, viewOf, type View } from "./chart-drawing";
import type { Placed } from "./chart-marks";
import { Timeline, defaultSpan, knownZone, type Span } from "./chart-scale";
import { atSamePoint, neighbour } from "./chart-steps";
import { chartStyle } from "./chart-style";
import { Words, type Texts } from "./chart-words";

const LANGUAGES: Record<string, { texts: Texts; codes: Texts }> = {
  ar: { texts: ar, codes: arCodes },
  en: { texts: en, codes: enCodes },
  ru: { texts: ru, codes: ruCodes },
};

/** The properties that decide what is fetched. */
const REQUESTED = ["crisis", "record", "lang", "asof", "knownat"];

const DOCKED_BELOW = 480;
const NOTE_WIDTH = 272;
const NOTE_DISTANCE = 16;

/** A step chart of one figure, a line per source, whose steps explain themselves. Its children are shown while there is none. */
export class IsnadChart extends LitElement {
  static override styles = chartStyle;

  static override properties = {
    crisis: {},
    record: {},
    lang: {},
    zone: {},
    asof: {},
    knownat: {},
    span: { reflect: true },
    texts: { attribute: false },
    chart: { state: true },
    hasFailed: { state: true },
    width: { state: true },
    hovered: { state: true },
    focused: { state: true },
    hoveredTrack: { state: true },
    pressedTrack: { state: true },
  };

  declare crisis: string;
  declare record: string;
  declare lang: string;
  declare zone: string;
  declare asof: string | undefined;
  declare knownat: string | undefined;
  /** The id of the period that the reader chose. */
  declare span: string | undefined;
  /** Texts instead of those of the language. */
  declare texts: Texts | undefined;
  private declare chart: Chart | undefined;
  private declare hasFailed: boolean;
  private declare width: number;
  private declare hovered: string | undefined;
  private declare focused: string | undefined;
  private declare hoveredTrack: string | undefined;
  private declare pressedTrack: string | undefined;

  private words!: Words;
  private timeline!: Timeline;
  private view: View | undefined;
  private request = new AbortController();
  private readonly resizes = new ResizeObserver(([entry]) => (this.width = Math.round(entry.contentRect.width)));

  constructor() {
    super();
    this.crisis = "";
    this.record = "";
    this.lang = "en";
    this.zone = "UTC";
    this.hasFailed = false;
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes.disconnect();
    this.request.abort();
  }

  /** Fetches the data again; the chart remains if this fails. */
  async refresh(): Promise<void> {
    this.request.abort();
    const request = (this.request = new AbortController());
    try {
      const chart = await load(this, request.signal);
      this.chart = chart;
      this.hasFailed = false;
    } catch {
      this.hasFailed ||= !request.signal.aborted && this.chart === undefined;
    }
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("crisis") || changed.has("record")) {
      this.chart = undefined;
      this.hasFailed = false;
    }
    if (REQUESTED.some((name) => changed.has(name)) && this.crisis && this.record) {
      void this.refresh();
    }
    const { texts, codes } = LANGUAGES[this.lang] ?? LANGUAGES.en;
    if (["lang", "zone", "texts"].some((name) => changed.has(name))) {
      this.words = new Words(this.lang, knownZone(this.zone), this.texts ?? texts, codes);
    }
    if (this.chart && (changed.has("chart") || changed.has("zone"))) {
      this.timeline = new Timeline(this.chart, this.words.zone);
    }
  }

  protected override updated(): void {
    if (this.view) {
      drawAxes(this.renderRoot, this.view, this.words);
      this.placeNote();
    }
  }

  protected override render(): TemplateResult {
    this.view = undefined;
    if (this.hasFailed) {
      return html`
        <p role="status">
          ${this.words.text("failed")} <button class="again" @click=${() => this.tryAgain()}>${this.words.text("retry")}</button>
        </p>
        <slot></slot>`;
    }
    if (!this.chart || this.width === 0) {
      return html`<slot></slot>`;
    }
    return this.chart.tracks.length === 0 ? html`<p>${this.words.text("empty")}</p>` : this.figure(this.chart);
  }

  private tryAgain(): void {
    this.hasFailed = false;
    void this.refresh();
  }

  private figure(chart: Chart): TemplateResult {
    const span = this.shownSpan();
    const isRtl = getComputedStyle(this).direction === "rtl";
    this.view = viewOf(chart, this.timeline, span, this.width, isRtl);
    const lit = this.hoveredTrack ?? this.activeStep()?.step.track.key ?? this.pressedTrack;
    const drawn = drawing(this, this.view, this.words, {
      lit,
      tabStop: this.tabStop(),
      active: this.activeStep(),
      onPoint: (placed) => (this.hovered = placed?.step.key),
      onClick: (placed) => this.choose(placed),
      onFocus: (placed) => (this.focused = placed?.step.key),
      onKey: (event, placed) => this.move(event, placed),
    });
    return html`
      ${this.spanChoice(span)}
      <div class="plot" @pointerleave=${() => (this.hovered = undefined)}>${drawn}${this.note()}</div>
      <p class="hint">${this.words.text("zone", { zone: this.words.zoneName(span.from) })}${this.outside(span)}</p>
      <p class="hint screen">${this.words.text("keys")}</p>
      ${legend(this.view, this.words, this.pressedTrack, (key) => (this.hoveredTrack = key), (key) => this.press(key))}
      ${signs(this.view, this.words)}`;
  }

  private shownSpan(): Span {
    const { spans } = this.timeline;
    return spans.find((span) => span.id === this.span) ?? defaultSpan(spans);
  }

  private spanChoice(shown: Span): TemplateResult | typeof nothing {
    const { spans } = this.timeline;
    if (spans.length < 2) {
      return nothing;
    }
    return html`
      <div class="spans" role="group" aria-label=${this.words.text("spans")}>
        ${spans.map((span) => html`
          <button aria-pressed=${span === shown} @click=${() => (this.span = span.id)}>${this.words.text(`span.${span.id}`)}</button>`)}
      </div>`;
  }

  private outside(span: Span): TemplateResult | typeof nothing {
    const n = this.timeline.spans[this.timeline.spans.length - 1].reports - span.reports;
    return n === 0 ? nothing : html`. ${this.words.text("outside", { n })}`;
  }

  private press(key: string): void {
    this.pressedTrack = this.pressedTrack === key ? undefined : key;
  }

  private find(key: string | undefined): Placed | undefined {
    return this.view?.steps.find((placed) => placed.step.key === key);
  }

  private activeStep(): Placed | undefined {
    return this.find(this.hovered) ?? this.find(this.focused);
  }

  /** The step that the Tab key leads to. */
  private tabStop(): Placed | undefined {
    const steps = this.view!.steps;
    return this.find(this.focused) ?? steps.filter((placed) => placed.index === steps[0].index).pop();
  }

  private choose(placed: Placed): void {
    const here = atSamePoint(this.view!.steps, placed);
    const current = here.findIndex(({ step }) => step.key === this.focused);
    void this.focusStep(current < 0 ? placed : here[(current + 1) % here.length]);
  }

  private move(event: KeyboardEvent, from: Placed): void {
    if (event.key === "Escape") {
      this.hovered = undefined;
      this.focused = undefined;
      return;
    }
    const isOpening = event.key === "Enter" || event.key === " ";
    const next = isOpening ? from : neighbour(this.view!.steps, from, event.key, this.view!.frame.isRtl);
    if (next) {
      event.preventDefault();
      void this.focusStep(next);
    }
  }

  private async focusStep(placed: Placed): Promise<void> {
    this.hovered = undefined;
    this.focused = placed.step.key;
    await this.updateComplete;
    const marks = [...this.renderRoot.querySelectorAll<SVGElement>(".step")];
    marks.find((mark) => mark.dataset.step === placed.step.key)?.focus();
  }

  /** Returns the explanation of the active step; a screen reader has it as the name of the step. */
  private note(): TemplateResult | typeof nothing {
    const placed = this.activeStep();
    if (!placed) {
      return nothing;
    }
    const { step, index } = placed;
    const [figure, ...rest] = this.words.explain(step, this.chart!);
    const others = atSamePoint(this.view!.steps, placed).length - 1;
    return html`
      <div class="note hue-${index % 7} ${this.width < DOCKED_BELOW ? "docked" : ""}" aria-hidden="true">
        <p class="source"><bdi>${this.words.track(step.track, this.chart!.tracks)}</bdi></p>
        <p class="figure ${isStruck(step) ? "struck" : ""}">${figure}</p>
        ${rest.map((sentence) => html`<p>${sentence}</p>`)}
        ${others > 0 ? html`<p class="hint">${this.words.text("more", { n: others })}</p>` : nothing}
      </div>`;
  }

  private placeNote(): void {
    const note = this.renderRoot.querySelector<HTMLElement>(".note");
    const placed = this.activeStep();
    if (!note || !placed || !this.view) {
      return;
    }
    const { height, width } = this.view.frame;
    const left = Math.min(Math.max(placed.x - NOTE_WIDTH / 2, 0), width - NOTE_WIDTH);
    const isBelow = placed.y < height / 2;
    note.style.setProperty("--left", `${left}px`);
    note.style.setProperty("--top", isBelow ? `${placed.y + NOTE_DISTANCE}px` : "auto");
    note.style.setProperty("--bottom", isBelow ? "auto" : `${height - placed.y + NOTE_DISTANCE}px`);
  }
}

customElements.define("isnad-chart", IsnadChart);
