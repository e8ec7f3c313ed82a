import { announce, swap } from "./swap";
import { say } from "./texts";

const TYPES = ["revision", "correction", "retraction", "amendment", "notice", "erasure"];

/** Entries that come together are shown together. */
const SETTLE = 100;

const FIRST_RETRY = 1000;
const LONGEST_RETRY = 30000;

/** Keeps a page of a crisis up to date by the stream of its feed, and says whether it is. */
class IsnadLive extends HTMLElement {
  private stream?: EventSource;
  private settling = 0;
  private retry = FIRST_RETRY;
  private wasLost = false;

  connectedCallback() {
    this.setAttribute("role", "status");
    addEventListener("isnad-time", this.restart);
    this.restart();
  }

  disconnectedCallback() {
    removeEventListener("isnad-time", this.restart);
    this.stream?.close();
  }

  /** Opens the stream if the page shows the present. */
  private restart = () => {
    this.stream?.close();
    const query = new URLSearchParams(location.search);
    if (query.has("asOf") || query.has("knownAt")) {
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
    TYPES.forEach(type => this.stream!.addEventListener(type, () => this.settle()));
  }

  private opened() {
    this.retry = FIRST_RETRY;
    this.show("on", "live");
    if (this.wasLost) {
      this.wasLost = false;
      this.settle();
    }
  }

  /** A browser connects again by itself, unless the service refused. */
  private lost() {
    this.wasLost = true;
    this.show("lost", "live-lost");
    if (this.stream?.readyState === EventSource.CLOSED) {
      setTimeout(this.restart, this.retry);
      this.retry = Math.min(2 * this.retry, LONGEST_RETRY);
    }
  }

  private settle() {
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.refresh(), SETTLE);
  }

  private async refresh() {
    try {
      announce(await swap(location.href));
      dispatchEvent(new Event("isnad-changed"));
    } catch {
      this.lost();
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
