const BASE_DELAY = 1_000;
const MAX_DELAY = 30_000;

/** Pauses that double after each failure, with jitter, so that the readers of a page do not all return at once. */
export class Backoff {
  private failures = 0;

  /** Returns the next pause in milliseconds. */
  next(): number {
    const pause = Math.min(BASE_DELAY * 2 ** this.failures, MAX_DELAY);
    this.failures++;
    return pause * (0.5 + Math.random() / 2);
  }

  reset(): void {
    this.failures = 0;
  }
}
