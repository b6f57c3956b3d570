import { useEffect, useRef, useState } from "preact/hooks";
import type { User } from "@parley/client";
import { api, me, session, show } from "../model/account.js";
import { areChatsLoaded, current, isMuted, lacksPreview, lookalikes, openChat, sorted, talkTo, wantPreview, type Chat } from "../model/chats.js";
import { draftOf } from "../model/drafts.js";
import { outbox } from "../model/outbox.js";
import { nameOf } from "../model/people.js";
import { typing } from "../model/typing.js";
import { focusComposer } from "./composer.js";
import { NewGroup } from "./new-group.js";
import { Avatar, Icon, loginName, presenceWords, whenOf } from "./parts.js";
import { Preferences } from "./preferences.js";
import { describe } from "./describe.js";

const SEARCH_DELAY_MS = 180;
const CHATS_AT_ONCE = 150;

export function Sidebar() {
  const [query, setQuery] = useState("");
  const [dialog, setDialog] = useState<"group" | "preferences">();
  const search = useRef<HTMLInputElement>(null);
  const mine = me.value;

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        search.current?.focus();
      }
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  // Whoever leaves a conversation by keyboard stands on its line.
  const id = current.value;
  const lastId = useRef(id);
  useEffect(() => {
    if (!id && lastId.current) document.querySelector<HTMLElement>(`.sidebar [data-id="${lastId.current}"]`)?.focus();
    lastId.current = id;
  }, [id]);

  return (
    <nav class="sidebar" aria-label="Conversations">
      <header class="bar">
        <button class="who" onClick={() => setDialog("preferences")}>
          <Avatar id={session.userId} userId={session.userId} title={mine?.displayName ?? ""} size="small" />
          <strong dir="auto">{mine?.displayName ?? "Parley"}</strong>
          <span class="unseen">, your profile</span>
        </button>
        <button class="icon" aria-label="New group" title="New group" onClick={() => setDialog("group")}>
          <Icon name="plus" />
        </button>
        <button class="icon" aria-label="Settings" title="Settings" onClick={() => setDialog("preferences")}>
          <Icon name="gear" />
        </button>
      </header>
      <div class="search">
        <Icon name="search" />
        <input
          ref={search}
          type="search"
          placeholder="Search people and chats"
          aria-label="Search people and chats"
          maxLength={64}
          dir="auto"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setQuery("");
            if (event.key === "ArrowDown") {
              event.preventDefault();
              document.querySelector<HTMLElement>(".sidebar button.item")?.focus();
            }
          }}
        />
      </div>
      <div class="scroll" onKeyDown={moveBetweenItems}>
        {query.trim() ? <Found query={query.trim()} onChosen={() => setQuery("")} /> : <Chats />}
      </div>
      {dialog === "group" && <NewGroup onClose={() => setDialog(undefined)} />}
      {dialog === "preferences" && <Preferences onClose={() => setDialog(undefined)} />}
    </nav>
  );
}

/** Arrow keys go from line to line, Home and End to the first and last. */
function moveBetweenItems(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button.item")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const last = items.length - 1;
  const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}

function Chats() {
  const [most, setMost] = useState(CHATS_AT_ONCE);
  const list = sorted.value.slice(0, most);
  if (!list.length) {
    return areChatsLoaded.value ? (
      <p class="hint pad">Nobody has written yet. Search for someone above and say hello.</p>
    ) : (
      <div class="skeletons" aria-label="Loading conversations" role="status">
        {Array.from({ length: 6 }, () => (
          <div class="skeleton" />
        ))}
      </div>
    );
  }
  return (
    <ul class="items" aria-label="Conversations">
      {list.map((chat) => (
        <ChatItem key={chat.id} chat={chat} />
      ))}
      {sorted.value.length > most && (
        <li>
          <button class="quiet item" onClick={() => setMost(most + CHATS_AT_ONCE)}>
            Show more
          </button>
        </li>
      )}
    </ul>
  );
}

function ChatItem({ chat }: { chat: Chat }) {
  const isOpen = current.value === chat.id;
  const { unread } = chat.head;
  const muted = isMuted(chat);
  const line = useRef<HTMLLIElement>(null);
  const lacks = lacksPreview(chat);
  useEffect(() => {
    if (!lacks) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      wantPreview(chat.id);
    });
    observer.observe(line.current!);
    return () => observer.disconnect();
  }, [chat.id, chat.head.seq, lacks]);
  const title = titleOf(chat);
  const writing = [...(typing.value.get(chat.id)?.keys() ?? [])];
  const waits = outbox.value.some((send) => send.conversationId === chat.id);
  const draft = isOpen ? "" : draftOf(chat.id);
  const preview = writing.length ? (
    <em>{chat.isGroup ? `${nameOf(writing[0]!)} is typing …` : "typing …"}</em>
  ) : draft ? (
    <>
      <b class="draft">Draft: </b>
      {draft.slice(0, 100)}
    </>
  ) : waits ? (
    "Sending …"
  ) : chat.last ? (
    describe(chat.last, chat.isGroup)
  ) : (
    ""
  );
  return (
    <li ref={line}>
      <button class={`item ${isOpen ? "is-open" : ""} ${unread > 0 && !muted ? "has-unread" : ""}`} data-id={chat.id} aria-current={isOpen ? "page" : undefined} onClick={() => (isOpen ? focusComposer() : openChat(chat.id))}>
        <Avatar id={chat.id} title={title} isGroup={chat.isGroup} userId={chat.peerId} />
        <span class="item-text">
          <span class="item-line">
            <strong dir="auto">{title}</strong>
            {chat.peerId && lookalikes.value.has(chat.peerId) && <span class="login">{loginName(chat.peerId)}</span>}
            {chat.peerId && chat.peerId !== session.userId && presenceWords(chat.peerId) === "online" && <span class="unseen">, online</span>}
            <time>{whenOf(chat.lastAt)}</time>
          </span>
          <span class="item-line">
            <span class="preview" dir="auto">
              {preview}
            </span>
            {muted && (
              <span class="is-muted" title="Muted">
                <Icon name="muted" />
              </span>
            )}
            {unread > 0 && (
              <span class={muted ? "badge quiet-badge" : "badge"}>
                {unread > 999 ? "999+" : unread}
                <span class="unseen"> unread</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </li>
  );
}

export function titleOf(chat: Chat): string {
  if (chat.peerId === session.userId) return "Notes to self";
  return chat.peerId ? nameOf(chat.peerId) : chat.title || "…";
}

function Found({ query, onChosen }: { query: string; onChosen: () => void }) {
  const [people, setPeople] = useState<User[]>();
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(async () => {
      try {
        const found = await api.findUsers(query);
        if (isCurrent) setPeople(found);
      } catch (failed) {
        if (isCurrent) show(failed);
      }
    }, SEARCH_DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query]);

  const wanted = query.toLocaleLowerCase();
  const chats = sorted.value.filter((chat) => chat.isGroup && titleOf(chat).toLocaleLowerCase().includes(wanted));
  return (
    <>
      {chats.length > 0 && (
        <>
          <h2 class="section">Groups</h2>
          <ul class="items" onClick={onChosen}>
            {chats.map((chat) => (
              <ChatItem key={chat.id} chat={chat} />
            ))}
          </ul>
        </>
      )}
      <h2 class="section">People</h2>
      {people === undefined ? (
        <p class="hint pad">Searching …</p>
      ) : people.length === 0 ? (
        <p class="hint pad">Nobody's name begins like that.</p>
      ) : (
        <ul class="items" aria-label="People">
          {people.map((person) => (
            <li key={person.userId}>
              <button class="item" onClick={() => (talkTo(person), onChosen())}>
                <Avatar id={person.userId} userId={person.userId} title={person.displayName} />
                <span class="item-text">
                  <strong dir="auto">{person.displayName}</strong>
                  <span class="preview">@{person.name}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
