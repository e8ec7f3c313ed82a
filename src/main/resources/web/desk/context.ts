import { LitElement } from "lit";
import { Failure, type Api } from "./api";
import type { Directory } from "./directory";
import type { Texts } from "./texts";

/** Who uses the desk, as the API knows its credential. */
export interface Caller {
  name: string;
  role: Role;
  sources?: string[];
  crises?: string[];
  expiresAt?: string;
}

/** A role; each includes the permissions of those before it. */
export type Role = "reader" | "reporter" | "editor" | "admin";

const ROLES: Role[] = ["reader", "reporter", "editor", "admin"];

/** Whether a caller has the permissions of a role. */
export function may(caller: Caller, role: Role): boolean {
  return ROLES.indexOf(caller.role) >= ROLES.indexOf(role);
}

/** Whether a caller may append reports of a source. */
export function speaksFor(caller: Caller, source: string): boolean {
  return may(caller, "editor") || (may(caller, "reporter") && (caller.sources ?? []).includes(source));
}

/** What the parts of the desk share. */
export interface Desk {
  readonly api: Api;
  readonly texts: Texts;
  readonly directory: Directory;
  readonly caller: Caller;
  /** Has a screen reader read a message at its next pause. */
  announce(message: string): void;
  /** Opens the part of a name, such as record, for what it is to show. */
  open(part: string, detail?: unknown): void;
}

/** A part of the desk. */
export abstract class Part extends LitElement {
  static properties: { [name: string]: object } = {
    desk: { attribute: false },
    failure: { state: true },
    isBusy: { state: true },
  };
  declare desk: Desk;
  declare failure: Failure | null;
  declare isBusy: boolean;
  /** Does again what was done last, with what is in the form now. */
  protected again: () => void = () => undefined;

  constructor() {
    super();
    this.failure = null;
    this.isBusy = false;
  }

  /** Returns a text of the desk. */
  protected say(key: string, values: { [name: string]: string | number } = {}): string {
    return this.desk.texts.say(key, values);
  }

  /** Does something with the API; shows what fails, and moves the focus there. */
  protected async attempt(act: () => Promise<unknown>): Promise<void> {
    this.isBusy = true;
    this.again = () => this.attempt(act);
    try {
      await act();
      this.failed(null);
    } catch (failure) {
      if (!(failure instanceof Failure)) {
        throw failure;
      }
      this.failed(failure);
      await this.updateComplete;
      await this.focusOn(this.renderRoot.querySelector("[aria-invalid=true]") === null ? ".alert" : "[aria-invalid=true]");
    } finally {
      this.isBusy = false;
    }
  }

  /** Keeps what went wrong, or null for nothing, to be shown. */
  protected failed(failure: Failure | null): void {
    this.failure = failure;
  }

  /** Moves the focus to the first element that a selector finds, after the next rendering. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
