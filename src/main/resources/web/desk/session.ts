/** The item of the session storage that keeps the credential; it ends with the tab. */
const ITEM = "isnad.desk.key";

/** The characters that a credential can consist of. */
const CREDENTIAL = /^[\x21-\x7e]{1,8192}$/;

/** Returns the credential of the session, or an empty string. */
export function storedCredential(): string {
  try {
    return sessionStorage.getItem(ITEM) ?? "";
  } catch {
    return "";
  }
}

/** Keeps a credential until the tab is closed; an empty one is forgotten. A browser may refuse to keep any. */
export function storeCredential(credential: string): void {
  try {
    if (credential === "") {
      sessionStorage.removeItem(ITEM);
    } else {
      sessionStorage.setItem(ITEM, credential);
    }
  } catch {
    // The credential then lasts until the page is left.
  }
}

/** Whether a text can be a credential at all. */
export function isCredential(text: string): boolean {
  return CREDENTIAL.test(text);
}

/** Whether a credential is an API key, and not an access token of the provider. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith("isnad_");
}

/** Returns the access token of the provider's session, refreshed if it had expired; null without a session. */
export async function providerToken(): Promise<string | null> {
  try {
    const response = await fetch("/desk/session", { headers: { "X-Requested-With": "JavaScript" }, cache: "no-store" });
    return response.ok ? (await response.json()).token : null;
  } catch {
    return null;
  }
}
