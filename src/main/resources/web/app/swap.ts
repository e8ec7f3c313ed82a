import { say } from "./texts";

let loading: AbortController | undefined;

/**
 * Fetches the page of this address, puts what differs into the one that is shown, and returns the changed parts; null if a later
 * call took its place. Throws if the page cannot be had.
 */
export async function swap(): Promise<Element[] | null> {
  loading?.abort();
  const { signal } = (loading = new AbortController());
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, signal });
    if (!response.ok) {
      throw new Error(`${response.status}`);
    }
    return replaceParts(await response.text());
  } catch (failure) {
    if (signal.aborted) {
      return null;
    }
    throw failure;
  }
}

function replaceParts(page: string): Element[] {
  const next = new DOMParser().parseFromString(page, "text/html");
  const before = contents(document);
  for (const target of document.querySelectorAll("[data-swap]")) {
    const source = next.querySelector(`[data-swap="${target.getAttribute("data-swap")}"]`);
    if (source) {
      replaceChildren(target, source);
    }
  }
  return [...document.querySelectorAll("[data-live]")].filter(part => before.get(part.id) !== part.textContent);
}

/** Marks parts that have changed, and tells a screen reader when it is idle. */
export function announce(changed: Element[]) {
  changed.forEach(part => part.classList.add("changed"));
  setTimeout(() => changed.forEach(part => part.classList.remove("changed")), 8000);
  const sentences = new Set(changed.map(part => part.querySelector(".change")?.textContent?.trim()).filter(Boolean));
  const message = [say("changed", changed.length), ...[...sentences].slice(0, 3)].join(". ");
  document.querySelector("#announcement")!.textContent = changed.length === 0 ? "" : message;
}

function contents(page: Document): Map<string, string | null> {
  return new Map([...page.querySelectorAll("[data-live]")].map(part => [part.id, part.textContent]));
}

/** Replaces the children that differ, so that the others keep the focus, open details and the place of scrolling. */
function replaceChildren(target: Element, source: Element) {
  const children = [...source.children];
  const isSame = (child: Element, index: number) => target.children[index]?.outerHTML === child.outerHTML;
  if (children.every(isSame) && children.length === target.children.length) {
    return;
  }
  const open = openDetails(target);
  const focused = focus(target);
  children.forEach((child, index) => {
    const old = target.children[index];
    if (!old) {
      target.append(document.importNode(child, true));
    } else if (!isSame(child, index)) {
      old.replaceWith(document.importNode(child, true));
    }
  });
  while (target.children.length > children.length) {
    target.lastElementChild!.remove();
  }
  target.querySelectorAll("details").forEach(details => (details.open = open.has(name(details))));
  if (focused) {
    document.getElementById(focused)?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  }
}

function openDetails(target: Element): Set<string> {
  return new Set([...target.querySelectorAll("details[open]")].map(name));
}

function name(details: Element): string {
  const section = details.closest("section");
  const index = section ? [...section.querySelectorAll("details")].indexOf(details as HTMLDetailsElement) : 0;
  return `${section?.getAttribute("aria-labelledby")} ${index}`;
}

/** Returns the id of the part within the target that has the focus. */
function focus(target: Element): string | undefined {
  const active = document.activeElement;
  return active && target.contains(active) ? active.closest("[data-live]")?.id : undefined;
}
