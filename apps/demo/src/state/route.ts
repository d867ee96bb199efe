import { signal } from "@preact/signals";

/** Where a person is: a tab, and a set-up that a link brought. `#train` or `#train/SETUP`. */
export interface Route {
  readonly tab: string;
  readonly setup: string | undefined;
}

function read(): Route {
  const [tab = "", setup] = location.hash.slice(1).split("/");
  return { tab, setup: setup || undefined };
}

export const route = signal<Route>(read());
addEventListener("hashchange", () => {
  route.value = read();
});

/** Goes to a tab, in the browser's history too. */
export function goTo(tab: string): void {
  location.hash = tab;
  // The browser tells of it a moment later; whoever moves the focus needs the tab now.
  route.value = read();
}

/** The address of this page with that tab and set-up. */
export function linkTo(tab: string, setup: unknown): string {
  return `${location.href.split("#")[0]}#${tab}/${encodeSetup(setup)}`;
}

/** JSON as base64url of UTF-8: no character that an e-mail program would break a link at. */
export function encodeSetup(setup: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(setup));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** What `encodeSetup` made; undefined where a link was cut or altered. Its fields must be checked by whoever reads them. */
export function decodeSetup(text: string): unknown {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
