import { Api, Problem, Text } from "./api";
import { Backoff } from "./backoff";

/** An entry of the log of a crisis, as far as elements look at it. */
export interface Entry {
  readonly position: number;
  readonly kind: string;
  readonly record: string;
}

/** Whoever follows a crisis. */
export interface Follower {
  /** Called after a new entry; null stands for entries that were missed. */
  moved(entry: Entry | null): void;

  /** Called when the service can no longer be reached, and when it can again. */
  reached(isReached: boolean): void;

  /** Called when the crisis can no longer be read. */
  closed(problem: Problem): void;
}

interface Description {
  readonly title: Text;
  readonly timeZone: string;
  readonly position: number;
}

const EVENTS = ["revision", "correction", "retraction", "notice"];

/** A stream that has not opened after this time, such as one that a proxy holds back, counts as failed. */
const OPENING = 10_000;

/** A little longer than caches may keep an answer. */
const SETTLING = 12_000;

/**
 * A crisis that elements of a page follow, by one stream for all of them. While the stream fails, the position of the crisis is
 * polled. A page that nobody sees has no stream.
 */
export class Crisis {
  private static readonly all = new Map<string, Crisis>();

  /** The title in all its languages. */
  title: Text = {};
  timeZone = "UTC";
  /** The last position that is known. */
  position = 0;

  private readonly followers = new Set<Follower>();
  private readonly backoff = new Backoff();
  private described?: Promise<void>;
  private stream?: EventSource;
  private timer?: number;
  private isReached = true;

  private constructor(private readonly api: Api, private readonly id: string) {
  }

  /** Its path below the root of the API. */
  get path(): string {
    return `/crises/${encodeURIComponent(this.id)}`;
  }

  /** Returns a crisis with its description, one for all elements of a page. */
  static async read(api: Api, id: string): Promise<Crisis> {
    const key = `${api.origin} ${id}`;
    const crisis = Crisis.all.get(key) ?? new Crisis(api, id);
    Crisis.all.set(key, crisis);
    crisis.described ??= crisis.describe();
    try {
      await crisis.described;
    } catch (problem) {
      crisis.described = undefined;
      throw problem;
    }
    return crisis;
  }

  private async describe(): Promise<void> {
    const body = await this.api.get<Description>(this.path, { lang: "*" });
    this.title = body.title;
    this.timeZone = body.timeZone;
    this.position = Math.max(this.position, body.position);
  }

  /** Tells of what happens from now on; the function that is returned ends that. */
  follow(follower: Follower): () => void {
    this.followers.add(follower);
    if (this.followers.size === 1) {
      document.addEventListener("visibilitychange", this.onVisibility);
      addEventListener("online", this.onOnline);
      this.connect();
    }
    return () => this.leave(follower);
  }

  private leave(follower: Follower): void {
    this.followers.delete(follower);
    if (this.followers.size === 0) {
      document.removeEventListener("visibilitychange", this.onVisibility);
      removeEventListener("online", this.onOnline);
      this.disconnect();
    }
  }

  private readonly onVisibility = (): void => {
    this.disconnect();
    if (!document.hidden) {
      void this.retry();
    }
  };

  private readonly onOnline = (): void => {
    this.disconnect();
    void this.retry();
  };

  private connect(): void {
    this.stream = new EventSource(this.api.address(`/api/v1${this.path}/feed/stream`, { after: this.position }));
    this.stream.onopen = () => this.opened();
    this.stream.onerror = () => this.failed();
    for (const type of EVENTS) {
      this.stream.addEventListener(type, event => this.entered(JSON.parse(event.data)));
    }
    this.timer = setTimeout(() => this.failed(), OPENING);
  }

  private disconnect(): void {
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = undefined;
  }

  private opened(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settled(), SETTLING);
    this.tellReached(true);
  }

  /**
   * A stream that is cut off again and again is no better than one that does not open; and a cache may have given an element an
   * answer from before the position at which the stream began.
   */
  private settled(): void {
    this.backoff.reset();
    this.followers.forEach(follower => follower.moved(null));
  }

  private entered(entry: Entry): void {
    this.position = Math.max(this.position, entry.position);
    this.followers.forEach(follower => follower.moved(entry));
  }

  private failed(): void {
    this.disconnect();
    if (this.followers.size > 0) {
      this.timer = setTimeout(() => void this.retry(), this.backoff.next());
    }
  }

  /** Polls the position, and tries the stream again if the service can be reached. */
  private async retry(): Promise<void> {
    const before = this.position;
    try {
      await this.describe();
    } catch (problem) {
      this.unreached(problem as Problem);
      return;
    }
    this.tellReached(true);
    if (this.position > before) {
      this.followers.forEach(follower => follower.moved(null));
    }
    if (this.followers.size > 0 && !this.stream && !document.hidden) {
      this.connect();
    }
  }

  private unreached(problem: Problem): void {
    if (problem.isPassing) {
      this.tellReached(false);
      this.failed();
    } else {
      this.followers.forEach(follower => follower.closed(problem));
    }
  }

  private tellReached(isReached: boolean): void {
    if (isReached !== this.isReached) {
      this.isReached = isReached;
      this.followers.forEach(follower => follower.reached(isReached));
    }
  }
}
