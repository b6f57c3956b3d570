import { computed } from "@preact/signals";
import type { Presence } from "@parley/client";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isOnline, link } from "../model/connection.js";
import { people, presence as lastPresence } from "../model/people.js";

/** Without a connection nobody knows who is here. */
const presence = computed(() => (isOnline.value && link.value !== "waiting" ? lastPresence.value : new Map<string, Presence>()));

/** Enough hues to tell people apart; dark enough for white letters on both themes. */
const HUES = 12;

function hueOf(id: string): number {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + char.codePointAt(0)!) >>> 0;
  return hash % HUES;
}

export function Avatar({ id, title, isGroup = false, userId, size = "" }: { id: string; title: string; isGroup?: boolean; userId?: string | undefined; size?: string }) {
  const isHere = userId !== undefined && presence.value.get(userId)?.online === true;
  return (
    <span class={`avatar hue-${hueOf(userId ?? id)} ${isGroup ? "of-group" : ""} ${size}`} aria-hidden="true">
      {initials(title)}
      {isHere && <i class="dot" />}
    </span>
  );
}

const letters = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : undefined;

/** The first character as people see it, be it made of several. */
function first(word: string): string {
  return (letters ? [...letters.segment(word.slice(0, 40))][0]?.segment : [...word][0]) ?? "";
}

function initials(title: string): string {
  const words = title.trim().split(/\s+/u).filter(Boolean);
  const named = words.filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return (named.length ? named : words.slice(0, 1))
    .slice(0, 2)
    .map((word) => first(word).toLocaleUpperCase())
    .join("");
}

/** A user's name as everyone's login name, which nobody can imitate with look-alike letters. */
export function loginName(userId: string): string {
  const name = people.value.get(userId)?.name;
  return name ? `@${name}` : "";
}

export function Dialog({ title, onClose, children, wide = false }: { title: string; onClose: () => void; children: ComponentChildren; wide?: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    element.showModal();
    return () => element.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? "wide" : ""}
      aria-label={title}
      onCancel={(event) => (event.preventDefault(), onClose())}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div class="sheet">
        <header>
          <h2 dir="auto">{title}</h2>
          <button class="icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div class="sheet-body">{children}</div>
      </div>
    </dialog>
  );
}

const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  gear: "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM19.4 13.5l1.6 1.2-1.8 3.1-1.9-.7a7.6 7.6 0 0 1-2 1.2l-.3 2h-3.6l-.4-2a7.6 7.6 0 0 1-2-1.2l-1.9.7-1.8-3.1 1.6-1.2a7.7 7.7 0 0 1 0-3L5.3 9.3l1.8-3.1 1.9.7a7.6 7.6 0 0 1 2-1.2l.4-2h3.6l.3 2a7.6 7.6 0 0 1 2 1.2l1.9-.7 1.8 3.1-1.6 1.2a7.7 7.7 0 0 1 0 3z",
  info: "M12 11v6M12 7.2v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12z",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.2a4.2 4.2 0 0 0 7 0M9 9.6v.1M15 9.6v.1",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4",
  down: "M6 9l6 6 6-6",
  muted: "M6 16h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v3.5L6 16zM10 19a2 2 0 0 0 4 0M4 4l16 16",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="glyph" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

const TICKS = {
  waiting: { label: "Sending …", paths: ["M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z", "M8 5v3.2l2 1.3"] },
  sent: { label: "Sent", paths: ["M3 8.5l3.2 3.2L13 4.8"] },
  delivered: { label: "Delivered", paths: ["M1 8.5l3.2 3.2L11 4.8", "M7.8 11.2l.5.5L15 4.8"] },
  read: { label: "Read", paths: ["M1 8.5l3.2 3.2L11 4.8", "M7.8 11.2l.5.5L15 4.8"] },
  failed: { label: "Not sent", paths: ["M8 4v5", "M8 11.6v.1"] },
} as const;

export type Tick = keyof typeof TICKS;

export function TickMark({ tick, title }: { tick: Tick; title?: string | undefined }) {
  const { label, paths } = TICKS[tick];
  return (
    <svg class={`tick tick-${tick}`} viewBox="0 0 16 16" width="16" height="16" role="img" aria-label={label}>
      <title>{title ?? label}</title>
      {paths.map((path) => (
        <path d={path} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
      ))}
    </svg>
  );
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const longDayOfYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const DAY_MS = 86_400_000;

export const timeOf = (at: string): string => clock.format(new Date(at));
export const wholeTimeOf = (at: string): string => whole.format(new Date(at));
export const dayKey = (at: string): string => new Date(at).toDateString();

function daysAgo(at: Date): number {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(new Date()) - midnight(at)) / DAY_MS);
}

export function dayOf(at: string): string {
  const date = new Date(at);
  const days = daysAgo(date);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return date.getFullYear() === new Date().getFullYear() ? longDay.format(date) : longDayOfYear.format(date);
}

/** For a list: the time today, the day before that. */
export function whenOf(at: string): string {
  if (!at) return "";
  const date = new Date(at);
  const days = daysAgo(date);
  return days === 0 ? clock.format(date) : days < 7 ? weekday.format(date) : shortDay.format(date);
}

/** How it stands with someone, in words; empty where they don't show it. */
export function presenceWords(userId: string): string {
  const state = presence.value.get(userId);
  if (!state) return "";
  if (state.online) return "online";
  return state.lastSeenAt ? `last seen ${daysAgo(new Date(state.lastSeenAt)) === 0 ? "at" : "on"} ${whenOf(state.lastSeenAt)}` : "";
}
