import type { ReactiveControllerHost } from "lit";
import { query, randomKey, type Answer } from "./api";
import type { Desk } from "./context";
import type { Field, Kind } from "./contract";
import type { JsonObject } from "./draft";
import { Form } from "./form";
import type { Revision } from "./names";
import { revisionName, type Preview, type RecordView } from "./preview";
import { slips } from "./slips";
import { draftOf, type Start } from "./starts";

/** How many revisions of a record a report can refer to. */
const REVISIONS = 1000;

/** A report that is being written: where it belongs, what it says, and the record as it was read for it. */
export class Reporting {
  readonly form: Form;
  crisis = "";
  kindName: string;
  isNew = true;
  /** The id of the record; empty for a new one whose id the service chooses. */
  record = "";
  start: Start | null = null;
  before: RecordView | null = null;
  private revisions: Revision[] = [];
  private etag: string | null = null;
  private key = { report: "", value: "" };

  constructor(
    private readonly desk: Desk,
    host: ReactiveControllerHost,
  ) {
    this.form = new Form(desk, host, "r");
    this.kindName = desk.directory.contract.kindNamed("casualty").name;
    this.restart();
  }

  /** Returns the kind of the record. */
  get kind(): Kind {
    return this.desk.directory.contract.kindNamed(this.kindName);
  }

  /** Whether the report withdraws a revision, and so has no content. */
  get isRetraction(): boolean {
    return this.form.text("status") === "retracted";
  }

  /** Whether something was typed. */
  get isDirty(): boolean {
    return this.form.isDirty;
  }

  /** Begins with an empty report on a new record. */
  restart(): void {
    this.start = null;
    this.isNew = true;
    this.chooseKind(this.kindName);
  }

  /** Begins a report on a record or on one of its revisions. */
  async begin(start: Start): Promise<void> {
    await this.chooseCrisis(start.crisis);
    this.start = start;
    this.isNew = false;
    this.kindName = start.kind;
    this.form.begin(draftOf(start, this.kind), [...this.kind.report, contentField(this.kind)]);
    this.record = start.record;
    await this.readRecord();
  }

  /** Chooses the crisis of the report. */
  async chooseCrisis(crisis: string): Promise<void> {
    this.crisis = crisis;
    this.forgetRecord();
    this.form.records = await this.desk.directory.recordsOf(crisis);
  }

  /** Chooses the kind of the record; what was typed of the report is kept, and its content begins anew. */
  chooseKind(kind: string): void {
    this.kindName = kind;
    this.forgetRecord();
    const { content: _, ...report } = this.form.draft;
    const isBegun = this.start === null && Object.keys(report).length > 0;
    const isTyped = isBegun && this.form.isDirty;
    this.form.begin(isBegun ? report : { status: "reported", ...this.onlySource() }, this.kind.report, isTyped);
  }

  /** Chooses an existing record, whose id may still be being typed. */
  async chooseRecord(record: string): Promise<void> {
    this.forgetRecord();
    this.record = record;
    if (this.desk.directory.known(this.crisis).some((listed) => listed.value === record && listed.kind === this.kindName)) {
      await this.readRecord();
    }
  }

  /** Reads the record as it is now; a report is refused if it has newer revisions when it is sent. */
  async readRecord(): Promise<void> {
    const { api, texts } = this.desk;
    const { record } = this;
    const [view, revisions] = await Promise.all([
      api.get<RecordView>(this.recordPath + query({ lang: texts.language })),
      api.get<{ items: Revision[] }>(`${this.recordPath}/revisions${query({ lang: "*", limit: REVISIONS, include: "evidence" })}`),
    ]);
    // Discards the response if another record was selected meanwhile.
    if (record !== this.record) {
      return;
    }
    this.before = view.body;
    this.etag = view.etag;
    this.revisions = revisions.body.items;
    this.form.revisions = this.revisions.map((revision) => ({
      value: String(revision.number),
      label: `${texts.number(revision.number)}: ${revisionName(this.desk, revision)}`,
    }));
  }

  /** Returns what the readers' answer will be, without storing anything. */
  async check(): Promise<Preview> {
    const body = this.body();
    if (body.content !== undefined) {
      body.content = { ...(body.content as JsonObject), kind: this.kindName };
    }
    const headers = { ...this.condition(), "Accept-Language": this.desk.texts.language };
    const record = query({ record: this.isNew ? undefined : this.record });
    return (await this.desk.api.post<Preview>(`/api/v1/previews${record}`, { body, headers })).body;
  }

  /** Sends the report, and returns the stored revision. The same report is stored once, however often it is sent. */
  async send(): Promise<Revision> {
    const report = JSON.stringify([this.crisis, this.kindName, this.record, this.body()]);
    if (this.key.report !== report) {
      this.key = { report, value: randomKey() };
    }
    const { body } = await this.submit({ "Idempotency-Key": this.key.value });
    this.desk.directory.recordsOf(this.crisis).catch(() => undefined);
    return body;
  }

  /** Returns warnings of likely slips. */
  warnings(): string[] {
    return slips(this.desk.texts, {
      body: this.body(),
      record: this.isNew ? null : this.record,
      revisions: this.revisions,
      others: this.desk.directory.known(this.crisis),
      sourceName: (id) => this.desk.directory.sourceName(id),
      now: new Date(),
    });
  }

  /** Returns the source of a reporter who has one alone. */
  private onlySource(): JsonObject {
    const { sources } = this.desk.caller;
    return sources?.length === 1 ? { source: sources[0] } : {};
  }

  private get recordPath(): string {
    return `/api/v1/${this.kind.path}/${encodeURIComponent(this.record)}`;
  }

  /** Returns the report as it is sent. */
  private body(): JsonObject {
    const body: JsonObject = { ...this.form.body(), crisis: this.crisis };
    ["supersedes", "after"].filter((name) => body[name] !== undefined).forEach((name) => (body[name] = Number(body[name])));
    const superseded = this.revisions.find((revision) => revision.number === body.supersedes);
    if (superseded !== undefined) {
      body.supersedesSource = superseded.source;
    }
    delete body[this.isRetraction ? "content" : "retracts"];
    return body;
  }

  /** Posts the report to its record, or creates the record with it. */
  private submit(headers: { [name: string]: string }): Promise<Answer<Revision>> {
    const { api } = this.desk;
    const body = this.body();
    if (!this.isNew) {
      return api.post(`${this.recordPath}/revisions`, { body, headers: { ...headers, ...this.condition() } });
    }
    return this.record === ""
      ? api.post(`/api/v1/${this.kind.path}`, { body, headers })
      : api.put(this.recordPath, { body, headers: { ...headers, "If-None-Match": "*" } });
  }

  /** Returns the condition that the record has no newer revision than those that were read. */
  private condition(): { [name: string]: string } {
    return this.isNew || this.etag === null ? {} : { "If-Match": this.etag };
  }

  private forgetRecord(): void {
    this.record = "";
    this.before = null;
    this.revisions = [];
    this.etag = null;
    this.form.revisions = [];
  }
}

/** Returns the content of a kind as one field. */
export function contentField(kind: Kind): Field {
  return { name: "content", schema: "", type: "object", description: "", required: true, values: [], fields: kind.content, item: null };
}
