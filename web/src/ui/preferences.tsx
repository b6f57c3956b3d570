import { useEffect, useState } from "preact/hooks";
import type { Device, Settings } from "@parley/client";
import { api, learnPeople, logOut, me, notice, session, setNotifications, show, talkTo, wantsNotifications } from "../model.js";
import { setTheme, theme, type Theme } from "../theme.js";
import { Avatar, Dialog, whenOf } from "./parts.js";

export function Preferences({ onClose }: { onClose: () => void }) {
  const mine = me.value;
  return (
    <Dialog title="Settings" onClose={onClose}>
      {mine && (
        <div class="profile">
          <Avatar id={mine.userId} userId={mine.userId} title={mine.displayName} size="large" />
          <p class="hint">@{mine.name}</p>
          <button class="quiet" onClick={() => (onClose(), talkTo(mine))}>
            Notes to self
          </button>
        </div>
      )}
      <Profile />
      <Looks />
      <Privacy />
      <Password />
      <Devices />
      <button class="danger" onClick={() => logOut().catch(show)}>
        Log out
      </button>
    </Dialog>
  );
}

function Profile() {
  const [displayName, setDisplayName] = useState(me.value?.displayName ?? "");
  const [about, setAbout] = useState(me.value?.about ?? "");
  const isSame = displayName.trim() === me.value?.displayName && about.trim() === me.value?.about;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        api.changeMe({ displayName: displayName.trim(), about: about.trim() }).then((changed) => {
          me.value = changed;
          learnPeople([changed]);
          notice.value = "Saved.";
        }, show);
      }}
    >
      <label>
        <span>How others see you</span>
        <input dir="auto" required maxLength={64} value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
      </label>
      <label>
        <span>About you</span>
        <textarea dir="auto" rows={2} maxLength={500} value={about} onInput={(event) => setAbout(event.currentTarget.value)} />
      </label>
      <button class="quiet" disabled={isSame || !displayName.trim()}>
        Save
      </button>
    </form>
  );
}

function Looks() {
  return (
    <fieldset>
      <legend>On this device</legend>
      <label class="row">
        <span>Colours</span>
        <select value={theme.value} onChange={({ currentTarget: { value } }) => setTheme(value as Theme)}>
          <option value="system">As the system</option>
          <option value="light">Light</option>
          <option value="dark">Dark</option>
        </select>
      </label>
      <label class="row">
        <span>Notify me of new messages</span>
        <input type="checkbox" role="switch" checked={wantsNotifications.value} onChange={({ currentTarget: { checked } }) => void setNotifications(checked)} />
      </label>
    </fieldset>
  );
}

function Privacy() {
  const [settings, setSettings] = useState<Settings>();
  useEffect(() => void api.settings().then(setSettings, show), []);
  if (!settings) return null;
  const change = (part: Partial<Settings>) => api.changeSettings(part).then(setSettings, show);
  return (
    <fieldset>
      <legend>Privacy</legend>
      <label class="row">
        <span>Others see what I have read</span>
        <input type="checkbox" role="switch" checked={settings.readReceipts} onChange={({ currentTarget: { checked } }) => change({ readReceipts: checked })} />
      </label>
      <label class="row">
        <span>Look offline to everyone</span>
        <input type="checkbox" role="switch" checked={settings.invisible} onChange={({ currentTarget: { checked } }) => change({ invisible: checked })} />
      </label>
      <label class="row">
        <span>Who sees when I am here</span>
        <select value={settings.lastSeenVisibility} onChange={({ currentTarget: { value } }) => change({ lastSeenVisibility: value as Settings["lastSeenVisibility"] })}>
          <option value="everyone">Everyone</option>
          <option value="contacts">People I talk with</option>
          <option value="nobody">Nobody</option>
        </select>
      </label>
    </fieldset>
  );
}

function Password() {
  const [before, setBefore] = useState("");
  const [after, setAfter] = useState("");
  return (
    <details>
      <summary>Change password</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          api.changePassword(before, after).then(() => {
            setBefore("");
            setAfter("");
            notice.value = "Your password is changed, and your other devices are logged out.";
          }, show);
        }}
      >
        <input class="unseen" autocomplete="username" aria-hidden="true" tabIndex={-1} value={me.value?.name ?? ""} readOnly />
        <label>
          <span>The old one</span>
          <input type="password" autocomplete="current-password" required maxLength={256} value={before} onInput={(event) => setBefore(event.currentTarget.value)} />
        </label>
        <label>
          <span>The new one</span>
          <input type="password" autocomplete="new-password" required minLength={8} maxLength={256} value={after} onInput={(event) => setAfter(event.currentTarget.value)} />
        </label>
        <button class="quiet">Change password</button>
      </form>
    </details>
  );
}

function Devices() {
  const [devices, setDevices] = useState<Device[]>([]);
  const load = () => api.devices().then(setDevices, show);
  useEffect(() => void load(), []);
  return (
    <>
      <h3 class="section">Where you are logged in</h3>
      <ul class="items in-dialog" aria-label="Devices">
        {devices.map((device) => (
          <li key={device.deviceId} class="item member">
            <span class="item-text">
              <strong dir="auto">{device.name || "A device"}</strong>
              <span class="preview">{device.deviceId === session.deviceId ? "this device" : `seen ${whenOf(device.lastSeenAt)}`}</span>
            </span>
            {device.deviceId !== session.deviceId && (
              <button class="quiet" aria-label={`Log ${device.name} out`} onClick={() => api.revokeDevice(device.deviceId).then(load, show)}>
                Log out
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
