import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { textProblem } from "@parley/client";
import { notice } from "../model/account.js";
import { Draft } from "../model/drafts.js";
import { send } from "../model/outbox.js";
import { saysTyping } from "../model/typing.js";
import { Icon } from "./parts.js";

const KEEP_AFTER_MS = 300;
const EMOJI = "😀 😂 🥹 😊 😍 😘 😎 🤔 😅 😢 😭 😡 🥳 😴 🙄 😬 👍 👎 👋 🙏 👏 💪 🤝 👀 ❤️ 🧡 💛 💚 💙 💜 🔥 ✨ 🎉 🎂 🎁 ☕ 🍕 🌞 🌧️ 🚀 ✅ ❌ ❓ ❗".split(" ");

/** For whoever chooses the conversation that is open already. */
export function focusComposer(): void {
  document.querySelector<HTMLElement>(".composer textarea")?.focus();
}

export function Composer({ id, title }: { id: string; title: string }) {
  const draft = useMemo(() => new Draft(id), [id]);
  const [text, setText] = useState(draft.text);
  const [showsEmoji, setShowsEmoji] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isTouch = matchMedia("(pointer: coarse)").matches;

  useEffect(() => {
    const keep = () => draft.keep(text);
    const timer = setTimeout(keep, KEEP_AFTER_MS);
    addEventListener("pagehide", keep);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", keep);
      keep();
    };
  }, [draft, text]);

  useLayoutEffect(() => {
    const area = field.current!;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, innerHeight * 0.4)}px`;
  }, [text]);

  useEffect(() => {
    if (!isTouch) field.current?.focus();
  }, [id]);

  useEffect(() => {
    if (!showsEmoji) return;
    const hide = ({ target }: Event) => !form.current!.contains(target as Node) && setShowsEmoji(false);
    addEventListener("pointerdown", hide);
    return () => removeEventListener("pointerdown", hide);
  }, [showsEmoji]);

  function submit(): void {
    if (!text.trim()) return;
    const problem = textProblem(text);
    if (problem) {
      notice.value = problem.detail;
      return;
    }
    send(id, text);
    setText("");
    setShowsEmoji(false);
    draft.keep("");
    field.current?.focus();
  }

  function insert(emoji: string): void {
    const area = field.current!;
    const at = area.selectionStart;
    setText(text.slice(0, at) + emoji + text.slice(area.selectionEnd));
    area.focus();
    requestAnimationFrame(() => area.setSelectionRange(at + emoji.length, at + emoji.length));
  }

  return (
    <form ref={form} class="composer" onSubmit={(event) => (event.preventDefault(), submit())}>
      {showsEmoji && (
        <div class="emoji-panel" role="group" aria-label="Emoji">
          {EMOJI.map((emoji) => (
            <button type="button" onClick={() => insert(emoji)} aria-label={emoji}>
              {emoji}
            </button>
          ))}
        </div>
      )}
      <button type="button" class="icon emoji-button" aria-label="Emoji" aria-expanded={showsEmoji} onClick={() => setShowsEmoji(!showsEmoji)}>
        <Icon name="smile" />
      </button>
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        placeholder="Write a message"
        aria-label={`Message to ${title}`}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          if (event.currentTarget.value.trim()) saysTyping(id);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !isTouch) {
            event.preventDefault();
            submit();
          } else if (event.key === "Escape" && showsEmoji) {
            event.preventDefault();
            setShowsEmoji(false);
          }
        }}
      />
      <button type="submit" class="send" aria-label="Send" disabled={!text.trim()}>
        <Icon name="send" />
      </button>
    </form>
  );
}
