/** Returns the instant of a parameter of the page's address, asOf or knownAt; null for the present. A form sends empty ones. */
export function pageTime(name: "asOf" | "knownAt"): string | null {
  return new URLSearchParams(location.search).get(name) || null;
}
