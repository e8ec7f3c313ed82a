import type { Field, Kind } from "./contract";
import { copied, type Json, type JsonObject } from "./draft";
import type { Revision } from "./names";

/** What a report on a record does to an earlier revision. */
export type Mode = "report" | "correct" | "amend" | "retract" | "confirm" | "dispute";

/** A report that is begun from a record. */
export interface Start {
  mode: Mode;
  crisis: string;
  kind: string;
  record: string;
  revision: Revision | null;
}

/** What an amendment takes over besides the content, because it mends only what was entered wrongly. */
const AMENDED = ["source", "via", "reportedAt", "timeZone", "partOfDay", "after", "reportedAtNote", "evidence", "translations"];

const STATUSES: { [mode in Mode]: string } = {
  report: "reported",
  correct: "corrected",
  amend: "reported",
  retract: "retracted",
  confirm: "confirmed",
  dispute: "disputed",
};

/** Returns the draft with which a report begins. */
export function draftOf(start: Start, kind: Kind): JsonObject {
  const { mode, revision } = start;
  if (revision === null) {
    return { status: STATUSES.report };
  }
  const whole = copied(revision as unknown as JsonObject);
  const content = (whole.content ?? {}) as JsonObject;
  delete content.kind;
  switch (mode) {
    case "correct":
      return { ...superseding(start), ...picked(whole, ["source", "translations"]), content };
    case "amend":
      return { ...picked(whole, AMENDED), ...superseding(start), status: amendedStatus(revision), amends: true, content };
    case "retract":
      return { ...superseding(start), source: whole.source };
    case "confirm":
    case "dispute":
      return { status: STATUSES[mode], ...picked(whole, ["translations"]), content };
    default:
      return { status: STATUSES.report, content: picked(content, subjectFields(kind)) };
  }
}

function superseding({ mode, revision }: Start): JsonObject {
  return { status: STATUSES[mode], supersedes: String(revision!.number) };
}

/** An amended correction is no second one of its source. */
function amendedStatus(revision: Revision): string {
  return ["confirmed", "disputed"].includes(revision.status) ? revision.status : STATUSES.amend;
}

/** Returns the fields that say what a record is about: those that must be given. */
function subjectFields(kind: Kind): string[] {
  return kind.content.filter((field: Field) => field.required).map((field) => field.name);
}

function picked(from: JsonObject, names: string[]): JsonObject {
  const given = names.filter((name) => from[name] !== undefined).map((name): [string, Json] => [name, from[name]]);
  return Object.fromEntries(given);
}
