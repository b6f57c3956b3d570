import { signal } from "@preact/signals";
import type { Settings, SettingsChange } from "@parley/client";
import { api, show, untilAnswered, whenIn, whenOut } from "./account.js";

/** Those of the account, the same on all devices. */
export const settings = signal<Settings | undefined>(undefined);

export function changeSettings(change: SettingsChange): void {
  api.changeSettings(change).then((changed) => (settings.value = changed), show);
}

whenIn(() => {
  void untilAnswered(async () => {
    settings.value = await api.settings();
  });
});

whenOut(() => {
  settings.value = undefined;
});
