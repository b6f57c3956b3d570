import { useEffect } from "preact/hooks";
import { notice, phase } from "../model/account.js";
import { areChatsLoaded, current, ensureChat } from "../model/chats.js";
import { isOnline, link, takeOver } from "../model/connection.js";
import { announcement } from "../model/notify.js";
import { Chat } from "./chat.js";
import { Sidebar } from "./sidebar.js";
import { Welcome } from "./welcome.js";

export function App() {
  return (
    <>
      {phase.value === "out" && <Welcome />}
      {phase.value === "in" && <Main />}
      <Notice />
      <div class="unseen" role="status" aria-live="polite">
        {announcement}
      </div>
    </>
  );
}

function Main() {
  const id = current.value;
  useEffect(() => {
    if (id) ensureChat(id);
  }, [id, areChatsLoaded.value]);
  return (
    <div class={id ? "main has-chat" : "main"}>
      <Sidebar />
      <div class="stage">
        <Banner />
        {id ? <Chat key={id} id={id} /> : <Nothing />}
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <main class="nothing" aria-label="No conversation is open">
      <img src="/favicon.svg" alt="" width="72" height="72" />
      <p>Choose a conversation, or start one.</p>
      <p class="small">
        <kbd>{/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"}</kbd> <kbd>K</kbd> finds people and groups
      </p>
    </main>
  );
}

/** Says when what is written has to wait. A connection that is being made shows nothing unless it takes long. */
function Banner() {
  const state = link.value;
  const text = !isOnline.value
    ? "You are offline. What you write is sent when you are back."
    : state === "waiting"
      ? "The server is not reachable. Trying again …"
      : undefined;
  if (state === "replaced") {
    return (
      <div class="banner" role="status">
        Parley is connected elsewhere with this login.{" "}
        <button class="link" onClick={takeOver}>
          <u>Use it here</u>
        </button>
      </div>
    );
  }
  return text ? (
    <div class="banner" role="status">
      {text}
    </div>
  ) : null;
}

function Notice() {
  const text = notice.value;
  useEffect(() => {
    if (!text) return;
    const timer = setTimeout(() => (notice.value = undefined), 6_000);
    return () => clearTimeout(timer);
  }, [text]);
  return text ? (
    <div class="notice" role="alert">
      <span dir="auto">{text}</span>
      <button class="icon" aria-label="Dismiss" onClick={() => (notice.value = undefined)}>
        ×
      </button>
    </div>
  ) : null;
}
