import { useEffect, useState } from "preact/hooks";
import type { NamedMember, User } from "@parley/client";
import { api, session, show } from "../model/account.js";
import { closeChat, isMuted, learnGroup, setMute, talkTo, type Chat } from "../model/chats.js";
import { nameOf } from "../model/people.js";
import { Avatar, Dialog, loginName, presenceWords } from "./parts.js";
import { PeoplePicker } from "./people-picker.js";
import { titleOf } from "./sidebar.js";

/** A list that one need not read to find someone. */
const MANY_MEMBERS = 12;

export function Details({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const title = titleOf(chat);
  return (
    <Dialog title={chat.isGroup ? "Group" : "Conversation"} onClose={onClose}>
      <div class="profile">
        <Avatar id={chat.id} title={title} isGroup={chat.isGroup} userId={chat.peerId} size="large" />
        <h3 dir="auto">{title}</h3>
        {chat.peerId && <p class="hint">{[loginName(chat.peerId), presenceWords(chat.peerId)].filter(Boolean).join(" · ")}</p>}
      </div>
      <Mute chat={chat} />
      {chat.isGroup ? <GroupDetails chat={chat} onClose={onClose} /> : chat.peerId !== session.userId && <PeerDetails userId={chat.peerId!} />}
    </Dialog>
  );
}

function Mute({ chat }: { chat: Chat }) {
  const mutedUntil = isMuted(chat) ? chat.head.mutedUntil! : undefined;
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  return (
    <label class="row">
      <span>Notifications</span>
      <select
        value={mutedUntil ? "keep" : ""}
        onChange={({ currentTarget: { value } }) => {
          if (value !== "keep") setMute(chat.id, value === "" || value === "forever" ? value : inHours(Number(value)));
        }}
      >
        {mutedUntil && <option value="keep">{mutedUntil === "forever" ? "Muted" : `Muted until ${new Date(mutedUntil).toLocaleString()}`}</option>}
        <option value="">On</option>
        <option value="1">Mute for an hour</option>
        <option value="8">Mute for 8 hours</option>
        <option value="168">Mute for a week</option>
        <option value="forever">Mute until I change it</option>
      </select>
    </label>
  );
}

function PeerDetails({ userId }: { userId: string }) {
  const [person, setPerson] = useState<User>();
  const [isBlocked, setBlocked] = useState<boolean>();
  useEffect(() => {
    api.user(userId).then(setPerson, show);
    api.blocks().then((users) => setBlocked(users.some((user) => user.userId === userId)), show);
  }, [userId]);
  return (
    <>
      {person?.about && (
        <p class="about" dir="auto">
          {person.about}
        </p>
      )}
      {isBlocked !== undefined && (
        <button class={isBlocked ? "quiet" : "danger"} onClick={() => (isBlocked ? api.unblock(userId) : api.block(userId)).then(() => setBlocked(!isBlocked), show)}>
          {isBlocked ? "Unblock" : "Block"}
        </button>
      )}
    </>
  );
}

function GroupDetails({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const [title, setTitle] = useState(chat.title);
  const [adds, setAdds] = useState<User[]>();
  const [query, setQuery] = useState("");
  const mine = chat.members.find((member) => member.userId === session.userId)?.role;
  const mayChange = mine === "owner" || mine === "admin";

  useEffect(() => {
    if (!chat.head.leftSeq) api.group(chat.id).then(learnGroup, show);
  }, [chat.id]);

  const mayRemove = (member: NamedMember) => member.userId !== session.userId && (mine === "owner" || (mine === "admin" && member.role === "member"));

  const wanted = query.trim().toLocaleLowerCase();
  const isWanted = ({ userId }: NamedMember) => `${nameOf(userId)} ${loginName(userId)}`.toLocaleLowerCase().includes(wanted);

  function remove(member: NamedMember): void {
    api.removeMember(chat.id, member.userId).then(() => api.group(chat.id).then(learnGroup), show);
  }

  async function leave(): Promise<void> {
    try {
      await api.removeMember(chat.id, session.userId);
      onClose();
      closeChat();
    } catch (refused) {
      show(refused);
    }
  }

  if (!mine) return <p class="hint">You are no member of this group any more.</p>;
  if (adds) {
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          api.addMembers(chat.id, adds.map((user) => user.userId)).then((group) => (learnGroup(group), setAdds(undefined)), show);
        }}
      >
        <PeoplePicker chosen={adds} without={new Set(chat.members.map((member) => member.userId))} onChange={setAdds} />
        <button class="primary" disabled={!adds.length}>
          Add
        </button>
        <button type="button" class="quiet" onClick={() => setAdds(undefined)}>
          Cancel
        </button>
      </form>
    );
  }
  return (
    <>
      {mayChange && (
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            api.renameGroup(chat.id, title.trim()).then(learnGroup, show);
          }}
        >
          <label class="grows">
            <span>Name</span>
            <input dir="auto" required maxLength={100} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
          </label>
          <button class="quiet" disabled={!title.trim() || title.trim() === chat.title}>
            Rename
          </button>
        </form>
      )}
      <div class="row">
        <h3>
          {chat.members.length} {chat.members.length === 1 ? "member" : "members"}
        </h3>
        {mayChange && (
          <button class="quiet" onClick={() => setAdds([])}>
            Add people
          </button>
        )}
      </div>
      {chat.members.length > MANY_MEMBERS && (
        <input class="field" type="search" dir="auto" aria-label="Find a member" placeholder="Find a member" maxLength={64} value={query} onInput={(event) => setQuery(event.currentTarget.value)} />
      )}
      <ul class="items in-dialog" aria-label="Members">
        {chat.members.filter(isWanted).map((member) => (
          <li key={member.userId} class="item member">
            <Avatar id={member.userId} userId={member.userId} title={nameOf(member.userId)} size="small" />
            <span class="item-text">
              <button
                class="link"
                disabled={member.userId === session.userId}
                onClick={() => {
                  onClose();
                  talkTo(member);
                }}
              >
                <strong dir="auto">{member.userId === session.userId ? "You" : nameOf(member.userId)}</strong>
              </button>
              <span class="preview">{[loginName(member.userId), member.role === "member" ? "" : member.role].filter(Boolean).join(" · ")}</span>
            </span>
            {mine === "owner" && member.userId !== session.userId && (
              <select
                aria-label={`Role of ${nameOf(member.userId)}`}
                value={member.role}
                onChange={({ currentTarget: { value } }) => api.changeRole(chat.id, member.userId, value as NamedMember["role"]).then(learnGroup, show)}
              >
                <option value="member">Member</option>
                <option value="admin">Admin</option>
                <option value="owner">Owner</option>
              </select>
            )}
            {mayRemove(member) && (
              <button class="quiet" aria-label={`Remove ${nameOf(member.userId)}`} onClick={() => remove(member)}>
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
      <Leave onSure={() => void leave()} />
    </>
  );
}

/** Asks, since whoever left can come back only if someone adds them. */
function Leave({ onSure }: { onSure: () => void }) {
  const [asks, setAsks] = useState(false);
  if (!asks) {
    return (
      <button class="danger" onClick={() => setAsks(true)}>
        Leave the group
      </button>
    );
  }
  return (
    <div class="sure" role="group" aria-label="Leave the group">
      <p class="hint">You come back only if someone adds you.</p>
      <button class="danger" autofocus onClick={onSure}>
        Leave
      </button>
      <button class="quiet" onClick={() => setAsks(false)}>
        Stay
      </button>
    </div>
  );
}
