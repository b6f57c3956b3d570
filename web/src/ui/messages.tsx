import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ConversationEvent, MessageEvent } from "@parley/client";
import { session } from "../model/account.js";
import { markRead, type Chat } from "../model/chats.js";
import { deliveries, markers } from "../model/marks.js";
import { failed, forgetFailed, outbox, sendAgain } from "../model/outbox.js";
import { nameOf } from "../model/people.js";
import type { Thread } from "../model/thread.js";
import { describe } from "./describe.js";
import { Avatar, dayKey, dayOf, Icon, TickMark, timeOf, wholeTimeOf, type Tick } from "./parts.js";
import { Text } from "./text.js";

/** Most rows in the page at a time; the rest of what is loaded comes in when it is scrolled to. */
const MOST_ROWS = 140;
const STEP = 60;
const NEAR_PX = 700;
const STUCK_PX = 48;
const SAME_BREATH_MS = 5 * 60_000;

/** What can still be scrolled down, in pixels. */
const belowIn = (box: HTMLElement) => box.scrollHeight - box.scrollTop - box.clientHeight;

export function Messages({ chat, thread }: { chat: Chat; thread: Thread }) {
  const scroller = useRef<HTMLDivElement>(null);
  /** Where the window on the loaded events ends; undefined while it follows the newest. */
  const [endSeq, setEndSeq] = useState<number>();
  const [isAway, setAway] = useState(false);
  /** Follows what comes; otherwise `anchor` keeps its place. */
  const isStuck = useRef(true);
  /** Where it was put last while it follows. */
  const followedTop = useRef(0);
  const anchor = useRef<{ key: string; top: number }>();
  /** What was new when the conversation was opened; the line stays while it is open. */
  const firstUnread = useRef<number>();
  const hasPlaced = useRef(false);

  // What is shown is about to change: where things are now counts, and not where they were at the last scroll event.
  if (hasPlaced.current) {
    const box = scroller.current;
    if (box && isStuck.current && box.scrollTop < followedTop.current && belowIn(box) >= STUCK_PX) isStuck.current = false;
    if (!isStuck.current) remember();
  }

  const events = thread.events.value;
  const isLoaded = thread.isLoaded;
  if (isLoaded && firstUnread.current === undefined) {
    const { readSeq, unread } = chat.head;
    firstUnread.current = (unread > 0 && events.find((event) => event.seq > readSeq && event.kind === "message" && event.author !== session.userId)?.seq) || 0;
  }
  const indexAfter = (seq: number | undefined) => (seq === undefined ? events.length : events.findLastIndex((event) => event.seq <= seq) + 1);

  // When older ones come in above, the window moves up to them in the same breath: nothing is above what is shown otherwise,
  // and what can't scroll can't keep its place.
  let end = indexAfter(endSeq);
  const firstSeq = events[0]?.seq;
  const lastFirst = useRef(firstSeq);
  const was = lastFirst.current;
  lastFirst.current = firstSeq;
  if (was !== undefined && firstSeq !== undefined && firstSeq < was && end > MOST_ROWS && !isStuck.current) {
    const moved = events.find((event) => event.seq >= was + MOST_ROWS - STEP)?.seq;
    end = indexAfter(moved);
    queueMicrotask(() => setEndSeq(moved));
  }
  const start = Math.max(0, end - MOST_ROWS);
  const shown = events.slice(start, end);
  const isAtEnd = end === events.length;
  const settled = new Set(shown.map((event) => (event.kind === "message" && event.author === session.userId ? event.clientMessageId : "")));
  const pending = isAtEnd ? outbox.value.filter((send) => send.conversationId === chat.id && !settled.has(send.clientMessageId)) : [];
  const broken = isAtEnd ? failed.value.filter((one) => one.send.conversationId === chat.id) : [];

  function remember(): void {
    const box = scroller.current;
    if (!box) return;
    const top = box.getBoundingClientRect().top;
    for (const row of box.querySelectorAll<HTMLElement>("[data-key]")) {
      const rect = row.getBoundingClientRect();
      if (rect.bottom > top) {
        anchor.current = { key: row.dataset["key"]!, top: rect.top - top };
        return;
      }
    }
  }

  function place(): void {
    const box = scroller.current!;
    if (!hasPlaced.current && isLoaded) {
      hasPlaced.current = true;
      const line = box.querySelector<HTMLElement>(".new-line");
      if (line) {
        box.scrollTop = line.offsetTop - box.clientHeight / 4;
        isStuck.current = belowIn(box) < STUCK_PX;
        followedTop.current = box.scrollTop;
        remember();
        return;
      }
    }
    if (isStuck.current) {
      box.scrollTop = box.scrollHeight;
      followedTop.current = box.scrollTop;
    } else if (anchor.current) {
      const row = box.querySelector(`[data-key="${anchor.current.key}"]`);
      if (row) box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - anchor.current.top;
    }
  }

  function noticeRead(): void {
    if (document.visibilityState !== "visible" || !document.hasFocus()) return;
    const box = scroller.current;
    if (!box) return;
    const bottom = box.getBoundingClientRect().bottom + 8;
    const rows = box.querySelectorAll<HTMLElement>("[data-seq]");
    for (let i = rows.length - 1; i >= 0; i--) {
      if (rows[i]!.getBoundingClientRect().bottom <= bottom) {
        markRead(chat.id, Number(rows[i]!.dataset["seq"]));
        return;
      }
    }
  }

  function onScroll(): void {
    const box = scroller.current!;
    const below = belowIn(box);
    isStuck.current = isAtEnd && below < STUCK_PX;
    followedTop.current = box.scrollTop;
    setAway(!isAtEnd || below > NEAR_PX);
    remember();
    noticeRead();
    if (box.scrollTop < NEAR_PX) {
      if (start > 0) setEndSeq(events[Math.max(end - STEP, MOST_ROWS) - 1]?.seq);
      else void thread.loadOlder();
    } else if (below < NEAR_PX && !isAtEnd) {
      const next = end + STEP;
      setEndSeq(next >= events.length ? undefined : events[next - 1]!.seq);
    }
  }

  useLayoutEffect(() => {
    place();
    noticeRead();
  });

  useEffect(() => {
    const box = scroller.current!;
    const observer = new ResizeObserver(() => place());
    observer.observe(box);
    observer.observe(box.firstElementChild!);
    const look = () => noticeRead();
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, [chat.id]);

  function toNewest(): void {
    isStuck.current = true;
    followedTop.current = 0;
    setEndSeq(undefined);
    setAway(false);
    requestAnimationFrame(place);
  }

  // Own words are always shown.
  const count = pending.length;
  const lastCount = useRef(count);
  useEffect(() => {
    if (outbox.value.some((send) => send.conversationId === chat.id) && count > lastCount.current) toNewest();
    lastCount.current = count;
  });

  const rows: ComponentChildren[] = [];
  let before: ConversationEvent | undefined = events[start - 1];
  for (const event of shown) {
    if (!before || dayKey(before.sentAt) !== dayKey(event.sentAt)) {
      rows.push(
        <li key={`day-${event.seq}`} class="day">
          <span>{dayOf(event.sentAt)}</span>
        </li>,
      );
    }
    if (event.seq === firstUnread.current) {
      rows.push(
        <li key="new" class="new-line">
          <span>New messages</span>
        </li>,
      );
    }
    if (event.kind === "message") {
      const goesOn =
        before?.kind === "message" &&
        before.author === event.author &&
        Date.parse(event.sentAt) - Date.parse(before.sentAt) < SAME_BREATH_MS &&
        dayKey(before.sentAt) === dayKey(event.sentAt) &&
        event.seq !== firstUnread.current;
      rows.push(<Message key={event.seq} event={event} goesOn={goesOn} chat={chat} />);
    } else if (describe(event, true)) {
      rows.push(
        <li key={event.seq} class="happening" data-key={event.seq} data-seq={event.seq}>
          <span dir="auto">{describe(event, true)}</span>
        </li>,
      );
    }
    before = event;
  }

  return (
    <div class="messages-frame">
      <div class="messages" ref={scroller} onScroll={onScroll} tabIndex={0} role="region" aria-label="Messages">
        <ol>
          {!thread.hasOlder.value && start === 0 && events.length > 0 && (
            <li class="beginning">This is where it began.</li>
          )}
          {isLoaded && events.length === 0 && pending.length === 0 && broken.length === 0 && <li class="beginning">Nobody has said anything yet. Say hello.</li>}
          {rows}
          {pending.map((send) => (
            <li key={send.clientMessageId} class="message is-mine is-pending" data-key={send.clientMessageId}>
              <div class="bubble">
                <div class="body">
                  <Text text={send.text} />
                  <span class="meta">
                    sending … <TickMark tick="waiting" />
                  </span>
                </div>
              </div>
            </li>
          ))}
          {broken.map((one) => (
            <li key={one.send.clientMessageId} class="message is-mine is-failed" data-key={one.send.clientMessageId}>
              <div class="bubble">
                <Text text={one.send.text} />
                <span class="meta">
                  <TickMark tick="failed" /> Not sent: {one.code === "blocked" ? "one of you has blocked the other." : one.detail}
                </span>
                <span class="actions">
                  <button class="quiet" onClick={() => sendAgain(one)}>
                    Try again
                  </button>
                  <button class="quiet" onClick={() => forgetFailed(one.send.clientMessageId)}>
                    Delete
                  </button>
                </span>
              </div>
            </li>
          ))}
        </ol>
      </div>
      {/* Over the messages, which it must not move. */}
      {thread.isLoadingOlder.value && (
        <p class="loading">
          <span>Loading earlier messages …</span>
        </p>
      )}
      {isAway && (
        <button class="icon to-newest" aria-label="To the newest message" onClick={toNewest}>
          <Icon name="down" />
          {chat.head.unread > 0 && <span class="badge">{chat.head.unread}</span>}
        </button>
      )}
    </div>
  );
}

function Message({ event, goesOn, chat }: { event: MessageEvent; goesOn: boolean; chat: Chat }) {
  const isMine = event.author === session.userId;
  const name = nameOf(event.author);
  return (
    <li class={`message ${isMine ? "is-mine" : "is-theirs"} ${goesOn ? "goes-on" : ""}`} data-key={event.seq} data-seq={event.seq}>
      {!isMine && chat.isGroup && <span class="gutter">{!goesOn && <Avatar id={event.author} userId={event.author} title={name} size="tiny" />}</span>}
      <div class="bubble">
        {!isMine && chat.isGroup && !goesOn && (
          <strong class="author" dir="auto">
            {name}
          </strong>
        )}
        <span class="unseen">{isMine ? "You: " : goesOn || !chat.isGroup ? `${name}: ` : ""}</span>
        <div class="body">
          <Text text={event.text} />
          <span class="meta">
            <time dateTime={event.sentAt} title={wholeTimeOf(event.sentAt)}>
              {timeOf(event.sentAt)}
            </time>
            {isMine && <Receipt event={event} chat={chat} />}
          </span>
        </div>
      </div>
    </li>
  );
}

/** One tick: the server has it. Two: it has reached the other. Two in colour: all others have read it. */
function Receipt({ event, chat }: { event: MessageEvent; chat: Chat }) {
  if (chat.peerId === session.userId) return <TickMark tick="sent" />;
  const read = markers.value.get(chat.id);
  const others = chat.peerId ? [chat.peerId] : chat.members.map((member) => member.userId).filter((userId) => userId !== session.userId);
  const readers = others.filter((userId) => (read?.get(userId) ?? 0) >= event.seq);
  const reached = chat.peerId !== undefined && (deliveries.value.get(chat.id)?.get(chat.peerId) ?? 0) >= event.seq;
  const tick: Tick = readers.length > 0 && readers.length === others.length ? "read" : reached ? "delivered" : "sent";
  const title = readers.length === 0 ? (reached ? "Delivered" : "Sent") : chat.isGroup ? `Read by ${readers.slice(0, 10).map(nameOf).join(", ")}${readers.length > 10 ? " …" : ""}` : "Read";
  return <TickMark tick={tick} title={title} />;
}
