import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

const FOLD_OVER_CHARS = 1_500;
const FOLD_OVER_LINES = 22;
const FOLDED_CHARS = 900;
const FOLDED_LINES = 14;
/** Only what begins like that becomes a link, so nothing else can run. */
const LINK = /\bhttps?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/giu;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f|\s){1,24}$/u;

/** Foreign text: shown as text, whatever is in it. */
export function Text({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > FOLD_OVER_CHARS || lineCount(text, FOLD_OVER_LINES + 1) > FOLD_OVER_LINES;
  if (!isLong) {
    return (
      <div class={ONLY_EMOJI.test(text) ? "text only-emoji" : "text"} dir="auto">
        {linked(text)}
      </div>
    );
  }
  return (
    <div class="text-frame">
      <div class="text" dir="auto">
        {isWhole ? linked(text) : `${folded(text)} …`}
      </div>
      <button class="quiet fold" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
        {isWhole ? "Show less" : `Show all (${[...text].length.toLocaleString()} characters)`}
      </button>
    </div>
  );
}

function lineCount(text: string, most: number): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0 && lines < most; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

function folded(text: string): string {
  const lines = text.slice(0, FOLDED_CHARS).split("\n", FOLDED_LINES).join("\n");
  return lines.replace(/[\uD800-\uDBFF]$/, "");
}

function linked(text: string): ComponentChildren {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push(
      <a href={found[0]} target="_blank" rel="noopener noreferrer nofollow">
        {found[0]}
      </a>,
    );
    end = found.index + found[0].length;
  }
  return end ? [...parts, text.slice(end)] : text;
}
