import { effect, signal } from "@preact/signals";
import { remember, remembered } from "../state/remembered.js";

export const languages = ["en", "ja"] as const;
export type Language = (typeof languages)[number];

/** What a room says, in each language: the same keys in both, so that the compiler finds a sentence that is missing. */
export type Messages<T> = Readonly<Record<Language, T>>;

const isLanguage = (text: string | null): text is Language => languages.some((name) => name === text);

function first(): Language {
  const kept = remembered("language");
  if (isLanguage(kept)) return kept;
  return navigator.languages.some((name) => name.startsWith("ja")) ? "ja" : "en";
}

/** The page's language; a component that reads it is drawn again when it changes. */
export const language = signal<Language>(first());

effect(() => {
  document.documentElement.lang = language.value;
});

export function setLanguage(next: Language): void {
  remember("language", next);
  language.value = next;
}

/** A room's messages in the page's language. */
export function say<T>(messages: Messages<T>): T {
  return messages[language.value];
}
