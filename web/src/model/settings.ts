import { signal } from "@preact/signals";
import type { Settings, SettingsChange } from "@parley/client";
import { api, show, untilAnswered, whenIn, whenOut } from "./account.js";

/** Those of the account, the same on all devices. */
export const settings = signal<Settings | undefined>(undefined);

/** As the server has them. */
let told: Settings | undefined;
let earlier = Promise.resolve();
let waiting = 0;
let logins = 0;

/** Holds here at once. Told to the server one after the other, so that what was chosen last is what stays. */
export function changeSettings(change: SettingsChange): void {
  if (settings.value) settings.value = { ...settings.value, ...change };
  waiting++;
  const login = logins;
  earlier = earlier.then(() => carryOut(change, login));
}

/** What is refused does not hold any more; nor does what someone chose who has logged out meanwhile. */
async function carryOut(change: SettingsChange, login: number): Promise<void> {
  if (login !== logins) return;
  const now = await api.changeSettings(change).catch(show);
  if (login !== logins) return;
  told = now ?? told;
  if (--waiting === 0) settings.value = told;
}

whenIn(() => {
  void untilAnswered(async () => {
    told = await api.settings();
    settings.value = told;
  });
});

whenOut(() => {
  settings.value = undefined;
  told = undefined;
  waiting = 0;
  logins++;
});
