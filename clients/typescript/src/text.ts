const MAX_CODE_POINTS = 99_999;

/** Why the server would refuse the text, undefined if it would not. The rules of docs/protocol.md. */
export function textProblem(text: string): { code: string; detail: string } | undefined {
  if (!text) return { code: "text_empty", detail: "A message has text." };
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)) {
    return { code: "text_invalid", detail: "The text has half of a surrogate pair." };
  }
  // A character is a code point; only a text with more units than that needs counting.
  if (text.length > MAX_CODE_POINTS && text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, "_").length > MAX_CODE_POINTS) {
    return { code: "text_too_long", detail: "A message has at most 99,999 characters." };
  }
  return undefined;
}
