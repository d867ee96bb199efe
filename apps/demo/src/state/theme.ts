import { effect, signal } from "@preact/signals";
import { remember, remembered } from "./remembered.js";

export type Theme = "light" | "dark";

const system = matchMedia("(prefers-color-scheme: dark)");
const kept = remembered("theme");
const chosen = signal<Theme | undefined>(kept === "light" || kept === "dark" ? kept : undefined);
const ofSystem = signal<Theme>(system.matches ? "dark" : "light");
system.addEventListener("change", () => {
  ofSystem.value = system.matches ? "dark" : "light";
});

/** The page's theme: the person's choice, else the system's. Charts read it, since a canvas knows no style sheet. */
export const theme = signal<Theme>("light");
effect(() => {
  theme.value = chosen.value ?? ofSystem.value;
  document.documentElement.dataset["theme"] = theme.value;
});

export function setTheme(next: Theme): void {
  remember("theme", next);
  chosen.value = next;
}
