import { Backoff } from "../embed/backoff";
import { pageTime } from "./page-time";
import { announce, swap } from "./swap";
import { say } from "./texts";

const TYPES = ["revision", "correction", "retraction", "notice"];

/** Entries that come together are shown together. */
const DEBOUNCE_MILLIS = 100;

/** Keeps a page of a crisis up to date by the stream of its feed, and says whether it is. */
class IsnadLive extends HTMLElement {
  private stream?: EventSource;
  private refreshing = 0;
  private restarting = 0;
  private readonly backoff = new Backoff();
  private wasLost = false;

  connectedCallback() {
    this.setAttribute("role", "status");
    addEventListener("isnad-time", this.restart);
    addEventListener("popstate", this.restart);
    this.restart();
  }

  disconnectedCallback() {
    removeEventListener("isnad-time", this.restart);
    removeEventListener("popstate", this.restart);
    this.stop();
  }

  private stop() {
    this.stream?.close();
    clearTimeout(this.refreshing);
    clearTimeout(this.restarting);
  }

  /** Opens the stream if the page shows the present. */
  private restart = () => {
    this.stop();
    if (pageTime("asOf") || pageTime("knownAt")) {
      this.show("off", "live-off");
    } else {
      this.open();
    }
  };

  private open() {
    const position = document.querySelector("[data-position]")?.getAttribute("data-position") ?? "0";
    this.stream = new EventSource(`/api/v1/crises/${this.getAttribute("crisis")}/feed/stream?after=${position}`);
    this.stream.addEventListener("open", () => this.opened());
    this.stream.addEventListener("error", () => this.lost());
    TYPES.forEach(type => this.stream!.addEventListener(type, () => this.scheduleRefresh(DEBOUNCE_MILLIS)));
  }

  private opened() {
    this.backoff.reset();
    this.show("on", "live");
    if (this.wasLost) {
      this.wasLost = false;
      this.scheduleRefresh(DEBOUNCE_MILLIS);
    }
  }

  /** A browser connects again by itself, unless the service refused. */
  private lost() {
    this.wasLost = true;
    this.show("lost", "live-lost");
    if (this.stream?.readyState === EventSource.CLOSED) {
      clearTimeout(this.restarting);
      this.restarting = window.setTimeout(this.restart, this.backoff.next());
    }
  }

  private scheduleRefresh(millis: number) {
    clearTimeout(this.refreshing);
    this.refreshing = window.setTimeout(() => this.refresh(), millis);
  }

  private async refresh() {
    try {
      const changed = await swap();
      if (changed) {
        this.backoff.reset();
        this.show("on", "live");
        announce(changed);
        dispatchEvent(new Event("isnad-changed"));
      }
    } catch {
      this.show("lost", "live-lost");
      this.scheduleRefresh(this.backoff.next());
    }
  }

  private show(state: string, key: string) {
    if (this.dataset.state !== state) {
      this.dataset.state = state;
      this.textContent = say(key);
    }
  }
}

customElements.define("isnad-live", IsnadLive);
