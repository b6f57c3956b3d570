import { useEffect, useState } from "preact/hooks";
import { session } from "../model/account.js";
import { chats, closeChat, current, unreadTotal } from "../model/chats.js";
import { nameOf } from "../model/people.js";
import { threadOf } from "../model/threads.js";
import { typing } from "../model/typing.js";
import { Composer } from "./composer.js";
import { Details } from "./details.js";
import { Messages } from "./messages.js";
import { Avatar, Icon, loginName, presenceWords } from "./parts.js";
import { titleOf } from "./sidebar.js";

export function Chat({ id }: { id: string }) {
  const [showsDetails, setShowsDetails] = useState(false);
  const chat = chats.value.get(id);
  const thread = threadOf(id);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]") && current.value === id) closeChat();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [id]);

  if (!chat) {
    return (
      <main class="chat" aria-label="Conversation">
        <p class="hint pad">One moment …</p>
      </main>
    );
  }
  const title = titleOf(chat);
  const writing = [...(typing.value.get(id)?.keys() ?? [])];
  const others = unreadTotal.value - chat.head.unread;
  const state = chat.isGroup
    ? chat.head.leftSeq
      ? "you are no member any more"
      : chat.members.length
        ? `${chat.members.length} ${chat.members.length === 1 ? "member" : "members"}`
        : ""
    : chat.peerId === session.userId
      ? "only you see this"
      : [loginName(chat.peerId!), presenceWords(chat.peerId!)].filter(Boolean).join(" · ");

  return (
    <main class="chat" aria-label={`Conversation: ${title}`}>
      <header class="bar chat-bar">
        <button class="icon back" aria-label={others > 0 ? `Back, ${others} unread elsewhere` : "Back"} onClick={closeChat}>
          <Icon name="back" />
          {others > 0 && <span class="badge">{others > 99 ? "99+" : others}</span>}
        </button>
        <button class="who" onClick={() => setShowsDetails(true)}>
          <Avatar id={id} title={title} isGroup={chat.isGroup} userId={chat.peerId} size="small" />
          <span class="who-text">
            <strong dir="auto">{title}</strong>
            <small class={writing.length ? "is-typing" : ""} dir="auto">
              {writing.length ? `${chat.isGroup ? `${writing.map(nameOf).slice(0, 2).join(", ")} ` : ""}typing …` : state}
            </small>
          </span>
        </button>
        <button class="icon" aria-label="Details" title="Details" onClick={() => setShowsDetails(true)}>
          <Icon name="info" />
        </button>
      </header>
      {thread.refusal.value ? <p class="hint pad">{thread.refusal.value}</p> : <Messages chat={chat} thread={thread} />}
      {chat.head.leftSeq || thread.refusal.value ? <p class="hint pad closed">You can't write here.</p> : <Composer id={id} title={title} />}
      {showsDetails && <Details chat={chat} onClose={() => setShowsDetails(false)} />}
    </main>
  );
}
