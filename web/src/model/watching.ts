import { effect } from "@preact/signals";
import { whenOut } from "./account.js";
import { chats, current, sorted } from "./chats.js";
import { ask, onNews } from "./connection.js";

const REFRESH_MS = 60_000;
const MOST_CHATS = 80;
const MOST_MEMBERS = 100;

let watched = "";

/** Whoever is in the list, or in the open conversation, is watched: what else is shown of them is out of date at once. */
export function watchWhoIsShown(): void {
  setInterval(askForThem, REFRESH_MS);
  effect(() => {
    sorted.value;
    queueMicrotask(askIfOthersAreShown);
  });
}

function askIfOthersAreShown(): void {
  const key = `${current.value} ${sorted.value.slice(0, MOST_CHATS).map((chat) => chat.peerId)} ${chats.value.get(current.value ?? "")?.members.length}`;
  if (key === watched) return;
  watched = key;
  askForThem();
}

function askForThem(): void {
  const shown = new Set<string>();
  const open = chats.value.get(current.value ?? "");
  open?.members.slice(0, MOST_MEMBERS).forEach((member) => shown.add(member.userId));
  for (const chat of sorted.value.slice(0, MOST_CHATS)) if (chat.peerId) shown.add(chat.peerId);
  if (open?.peerId) shown.add(open.peerId);
  if (shown.size) ask({ is: "watch", userIds: [...shown] });
}

whenOut(() => {
  watched = "";
});

onNews((news) => news.is === "leader" && askForThem());
