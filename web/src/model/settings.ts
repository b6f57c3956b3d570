import { signal } from "@preact/signals";
import type { Settings, SettingsChange } from "@parley/client";
import { api, show, untilAnswered, whenIn, whenOut } from "./account.js";

/** Those of the account, the same on all devices. */
export const settings = signal<Settings | undefined>(undefined);

let earlier = Promise.resolve();
let waiting = 0;

/** Holds here at once. Told to the server one after the other, so that what was chosen last is what stays. */
export function changeSettings(change: SettingsChange): void {
  if (settings.value) settings.value = { ...settings.value, ...change };
  waiting++;
  earlier = earlier.then(() => carryOut(change));
}

async function carryOut(change: SettingsChange): Promise<void> {
  const now = await api.changeSettings(change).catch((refused: unknown) => {
    show(refused);
    return api.settings().catch(() => undefined);
  });
  if (--waiting === 0 && now && settings.value) settings.value = now;
}

whenIn(() => {
  void untilAnswered(async () => {
    settings.value = await api.settings();
  });
});

whenOut(() => {
  settings.value = undefined;
});
