/** A rule that a request violates. */
export interface Violation {
  in: string;
  field: string;
  rule: string;
  line?: number;
}

/** A problem document (RFC 9457). */
export interface Problem {
  type: string;
  status: number;
  title: string;
  detail: string;
  violations?: Violation[];
}

/** A successful response of the API. */
export interface Answer<T> {
  body: T;
  etag: string | null;
}

/** What a request sends besides its path. */
export interface Sent {
  body?: unknown;
  type?: string;
  headers?: { [name: string]: string };
}

/** A request that was not answered (status 0), or was answered with a problem. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | null = null,
    readonly retryAfter: string | null = null,
  ) {
    super(problem?.detail ?? `status ${status}`);
  }

  /** Returns the violated rules, none if the problem names none. */
  get violations(): Violation[] {
    return this.problem?.violations ?? [];
  }
}

/** The public API, called with the user's credential. */
export class Api {
  /** @param renewCredential what is done about a credential that is refused; tells whether there is another one now */
  constructor(
    private readonly credential: () => string,
    private readonly renewCredential: () => Promise<boolean> = () => Promise.resolve(false),
  ) {}

  /** Reads a resource of the API. */
  get<T>(path: string): Promise<Answer<T>> {
    return this.request("GET", path);
  }

  /** Posts JSON, or a body of another media type. */
  post<T>(path: string, sent: Sent = {}): Promise<Answer<T>> {
    return this.request("POST", path, sent);
  }

  /** Replaces a resource. */
  put<T>(path: string, sent: Sent): Promise<Answer<T>> {
    return this.request("PUT", path, sent);
  }

  /** Deletes a resource. */
  delete<T>(path: string): Promise<Answer<T>> {
    return this.request("DELETE", path);
  }

  private async request<T>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
    const response = await this.fetched(method, path, sent);
    if (!response.ok) {
      throw await failure(response);
    }
    const text = await response.text();
    return { body: text === "" ? (undefined as T) : JSON.parse(text), etag: response.headers.get("ETag") };
  }

  private async fetched(method: string, path: string, sent: Sent): Promise<Response> {
    const response = await this.send(method, path, sent);
    return response.status === 401 && (await this.renewCredential()) ? this.send(method, path, sent) : response;
  }

  private async send(method: string, path: string, sent: Sent): Promise<Response> {
    const headers: { [name: string]: string } = { Accept: "application/json", ...sent.headers };
    if (this.credential() !== "") {
      headers.Authorization = `Bearer ${this.credential()}`;
    }
    if (sent.body !== undefined) {
      headers["Content-Type"] = sent.type ?? "application/json";
    }
    const body = sent.type === undefined && sent.body !== undefined ? JSON.stringify(sent.body) : (sent.body as BodyInit);
    try {
      return await fetch(path, { method, headers, body, cache: "no-store" });
    } catch {
      throw new Failure(0);
    }
  }
}

async function failure(response: Response): Promise<Failure> {
  const retryAfter = response.headers.get("Retry-After");
  try {
    return new Failure(response.status, await response.json(), retryAfter);
  } catch {
    return new Failure(response.status, null, retryAfter);
  }
}

/** Returns a query string of the values that are not empty. */
export function query(values: { [name: string]: string | number | boolean | undefined }): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

/** Returns a random string, for the Idempotency-Key of a request and its repetitions. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
