import { useEffect, useState } from "preact/hooks";
import type { User } from "@parley/client";
import { api, session, show } from "../model/account.js";
import { chats } from "../model/chats.js";
import { people } from "../model/people.js";
import { Avatar } from "./parts.js";

/** Chooses people by searching; those one talks with stand there from the start. */
export function PeoplePicker({ chosen, without, onChange }: { chosen: readonly User[]; without: ReadonlySet<string>; onChange: (chosen: User[]) => void }) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<User[]>([]);

  useEffect(() => {
    if (!query.trim()) {
      const known = [...chats.value.values()].flatMap((chat) => (chat.peerId ? [people.value.get(chat.peerId)] : []));
      setFound(known.flatMap((person) => (person?.name ? [{ ...person, about: "" }] : [])));
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      api.findUsers(query.trim()).then((users) => isCurrent && setFound(users), show);
    }, 180);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query]);

  const ids = new Set(chosen.map((person) => person.userId));
  const list = found.filter((person) => person.userId !== session.userId && !without.has(person.userId));
  return (
    <div class="picker">
      {chosen.length > 0 && (
        <ul class="chips" aria-label="Chosen">
          {chosen.map((person) => (
            <li key={person.userId}>
              <button type="button" class="chip" aria-label={`Remove ${person.displayName}`} onClick={() => onChange(chosen.filter((one) => one !== person))}>
                <span dir="auto">{person.displayName}</span> ×
              </button>
            </li>
          ))}
        </ul>
      )}
      <label>
        <span>Search people</span>
        <input type="search" dir="auto" maxLength={64} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      </label>
      <ul class="items in-dialog" aria-label="People">
        {list.map((person) => (
          <li key={person.userId}>
            <label class="item check-item">
              <input
                type="checkbox"
                checked={ids.has(person.userId)}
                onChange={() => onChange(ids.has(person.userId) ? chosen.filter((one) => one.userId !== person.userId) : [...chosen, person])}
              />
              <Avatar id={person.userId} userId={person.userId} title={person.displayName} size="small" />
              <span class="item-text">
                <strong dir="auto">{person.displayName}</strong>
                <span class="preview">@{person.name}</span>
              </span>
            </label>
          </li>
        ))}
        {query.trim() && list.length === 0 && <li class="hint pad">Nobody's name begins like that.</li>}
      </ul>
    </div>
  );
}
