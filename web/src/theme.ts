import { signal } from "@preact/signals";
import { kept } from "./storage.js";

export type Theme = "system" | "light" | "dark";

const KEY = "parley.theme";
const stored = kept.get(KEY);

export const theme = signal<Theme>(stored === "light" || stored === "dark" ? stored : "system");

export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme.value;
}

export function setTheme(to: Theme): void {
  theme.value = to;
  kept.set(KEY, to === "system" ? undefined : to);
  applyTheme();
}
