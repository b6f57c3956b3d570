import { useState } from "preact/hooks";
import { logIn, register, words } from "../model/account.js";
import { kept } from "../storage.js";

export function Welcome() {
  const [isNew, setNew] = useState(false);
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    setTrouble(undefined);
    setBusy(true);
    try {
      await (isNew ? register(name.trim(), password, displayName.trim()) : logIn(name.trim(), password));
    } catch (failed) {
      setTrouble(words(failed));
      setBusy(false);
    }
  }

  return (
    <main class="welcome">
      <form class="card" onSubmit={submit} aria-labelledby="welcome-title">
        <img src="/favicon.svg" alt="" width="56" height="56" />
        <h1 id="welcome-title">{isNew ? "Create your account" : "Welcome to Parley"}</h1>
        <label>
          <span>Name</span>
          <input
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            autofocus
            maxLength={32}
            {...(isNew ? { minLength: 3, pattern: "[A-Za-z0-9_.\\-]{3,32}", title: "3 to 32 letters, digits, dots, dashes or underscores" } : {})}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          {isNew && <small>3 to 32 letters, digits, dots, dashes or underscores.</small>}
        </label>
        {isNew && (
          <label>
            <span>How others see you</span>
            <input name="displayName" autocomplete="name" dir="auto" maxLength={64} placeholder="Optional" value={displayName} onInput={(event) => setDisplayName(event.currentTarget.value)} />
          </label>
        )}
        <label>
          <span>Password</span>
          <input
            name="password"
            type="password"
            autocomplete={isNew ? "new-password" : "current-password"}
            required
            maxLength={256}
            {...(isNew ? { minLength: 8 } : {})}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          {isNew && <small>At least 8 characters.</small>}
        </label>
        {trouble && (
          <p class="trouble" role="alert">
            {trouble}
          </p>
        )}
        <button class="primary" type="submit" disabled={busy}>
          {busy ? "One moment …" : isNew ? "Sign up" : "Log in"}
        </button>
        <button class="quiet" type="button" onClick={() => (setNew(!isNew), setTrouble(undefined))}>
          {isNew ? "I have an account" : "Create an account"}
        </button>
        {!kept.isLasting && <p class="hint">This browser keeps nothing for this page, so the login ends with the tab.</p>}
      </form>
    </main>
  );
}
