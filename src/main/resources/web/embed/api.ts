/** A text by language tag. */
export type Text = Record<string, string>;

/** An answer that is not 200, or none: its status is then 0. */
export class Problem extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** The public API of a service. */
export class Api {
  private static readonly all = new Map<string, Api>();

  private constructor(readonly origin: string) {
  }

  /** Returns the API at an address, one for all elements of a page. */
  static at(address: string): Api {
    const origin = new URL(address, document.baseURI).href.replace(/\/+$/, "");
    const api = Api.all.get(origin) ?? new Api(origin);
    Api.all.set(origin, api);
    return api;
  }

  /** Returns the address of a path of the service, with those parameters that have a value. */
  address(path: string, parameters: Record<string, string | number | undefined> = {}): string {
    const address = new URL(this.origin + path);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) {
        address.searchParams.set(name, String(value));
      }
    }
    return address.href;
  }

  /** Reads below the root of the API. The browser's cache revalidates by ETag what it has, so that an unchanged answer is short. */
  async get<T>(path: string, parameters: Record<string, string | number | undefined>): Promise<T> {
    const response = await this.fetch(this.address(`/api/v1${path}`, parameters));
    if (!response.ok) {
      throw new Problem(response.status);
    }
    try {
      return await response.json();
    } catch {
      throw new Problem(0);
    }
  }

  private async fetch(address: string): Promise<Response> {
    try {
      return await fetch(address, { cache: "no-cache", credentials: "omit" });
    } catch {
      throw new Problem(0);
    }
  }
}
