/** A value of JSON. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** An object of JSON. */
export type JsonObject = { [name: string]: Json };

/** Returns the parts of a path such as evidence[0].url. */
function parts(path: string): string[] {
  return path.split(/[.[\]]+/).filter((part) => part !== "");
}

/** Returns the path of the whole to which a path belongs, or an empty one. */
export function parent(path: string): string {
  return path.replace(/(\.?[^.[\]]+|\[\d+\])$/, "");
}

/** Returns the path of a member. */
export function member(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** Returns the value at a path, or undefined. */
export function read(root: Json | undefined, path: string): Json | undefined {
  let value: Json | undefined = root;
  for (const part of parts(path)) {
    if (value === null || typeof value !== "object") {
      return undefined;
    }
    value = (value as JsonObject)[part];
  }
  return value;
}

/** Returns the text at a path as it stands in an input; a number in its digits, and nothing as an empty string. */
export function readText(root: Json | undefined, path: string): string {
  const value = read(root, path);
  return value === undefined || value === null || typeof value === "object" ? "" : String(value);
}

/** Sets the value at a path, and creates what is missing on the way; undefined removes it. */
export function write(root: JsonObject, path: string, value: Json | undefined): void {
  const steps = parts(path);
  let at = root;
  steps.slice(0, -1).forEach((step, index) => {
    if (at[step] === null || typeof at[step] !== "object") {
      at[step] = /^\d+$/.test(steps[index + 1]) ? [] : {};
    }
    at = at[step] as JsonObject;
  });
  const last = steps[steps.length - 1];
  if (value !== undefined) {
    at[last] = value;
  } else if (Array.isArray(at)) {
    at.splice(Number(last), 1);
  } else {
    delete at[last];
  }
}

/** Returns a copy without empty texts, objects and lists; undefined if nothing is left. */
export function cleaned(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    const items = value.map(cleaned).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value)
      .map(([name, item]): [string, Json | undefined] => [name, cleaned(item)])
      .filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  return value === "" || value === null ? undefined : value;
}

/** Returns a deep copy. */
export function copied<T extends Json>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Returns what has been typed into a field of numbers: a number if it is one in any digits, or else the text itself. */
export function numberOrText(typed: string): number | string {
  const ascii = typed
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, ".");
  return /^-?\d{1,15}(\.\d+)?$/.test(ascii) ? Number(ascii) : typed;
}

/** Returns what is being typed into a field of numbers: a number unless that would change what stands there, as 1.0 on the way to 1.05. */
export function partOfNumber(typed: string): number | string {
  const value = numberOrText(typed);
  return typeof value === "number" && String(value).length === typed.trim().length ? value : typed;
}
