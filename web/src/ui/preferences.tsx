import { useEffect, useState } from "preact/hooks";
import type { Device, Settings } from "@parley/client";
import { api, logOut, me, notice, session, show } from "../model/account.js";
import { talkTo } from "../model/chats.js";
import { setNotifications, wantsNotifications } from "../model/notify.js";
import { learnPeople } from "../model/people.js";
import { pushTrouble } from "../model/push.js";
import { changeSettings, settings } from "../model/settings.js";
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
      <Notifications />
      <Privacy />
      <Looks />
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
      {!isSame && (
        <button class="primary" disabled={!displayName.trim()}>
          Save
        </button>
      )}
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
    </fieldset>
  );
}

const NEVER = "none";
const USUAL_QUIET_HOURS = "22:00-07:00";

function Notifications() {
  const mine = settings.value;
  const [from = "", to = ""] = mine && mine.quietHours !== NEVER ? mine.quietHours.split("-") : [];
  const setQuiet = (hours: string) => changeSettings({ quietHours: hours, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  return (
    <fieldset>
      <legend>Notifications</legend>
      <Switch label="Notify me on this device" checked={wantsNotifications.value} onChange={(wanted) => void setNotifications(wanted)} />
      {wantsNotifications.value && pushTrouble.value && <p class="hint small">{pushTrouble.value}</p>}
      {mine && (
        <>
          <Switch label="Show who wrote, and what" checked={mine.pushPreview} onChange={(pushPreview) => changeSettings({ pushPreview })} />
          <Switch label="Quiet hours" checked={mine.quietHours !== NEVER} onChange={(wanted) => setQuiet(wanted ? USUAL_QUIET_HOURS : NEVER)} />
          {from && to && (
            <div class="row hours">
              <input type="time" aria-label="Quiet from" value={from} onChange={({ currentTarget: { value } }) => value && setQuiet(`${value}-${to}`)} />
              <span class="hint">until</span>
              <input type="time" aria-label="Quiet until" value={to} onChange={({ currentTarget: { value } }) => value && setQuiet(`${from}-${value}`)} />
            </div>
          )}
        </>
      )}
    </fieldset>
  );
}

function Privacy() {
  const mine = settings.value;
  if (!mine) return null;
  return (
    <fieldset>
      <legend>Privacy</legend>
      <Switch label="Others see what I have read" checked={mine.readReceipts} onChange={(readReceipts) => changeSettings({ readReceipts })} />
      <Switch label="Look offline to everyone" checked={mine.invisible} onChange={(invisible) => changeSettings({ invisible })} />
      <label class="row">
        <span>Who sees when I am here</span>
        <select value={mine.lastSeenVisibility} onChange={({ currentTarget: { value } }) => changeSettings({ lastSeenVisibility: value as Settings["lastSeenVisibility"] })}>
          <option value="everyone">Everyone</option>
          <option value="contacts">People I talk with</option>
          <option value="nobody">Nobody</option>
        </select>
      </label>
      <p class="hint small">Whoever hides what they have read does not see it of others. A change here is felt within a minute.</p>
    </fieldset>
  );
}

function Switch({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="row">
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={checked} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
    </label>
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
