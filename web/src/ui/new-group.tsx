import { useState } from "preact/hooks";
import type { User } from "@parley/client";
import { api, words } from "../model/account.js";
import { learnGroup, openChat } from "../model/chats.js";
import { Dialog } from "./parts.js";
import { PeoplePicker } from "./people-picker.js";

export function NewGroup({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [members, setMembers] = useState<User[]>([]);
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function create(event: Event): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      const group = await api.createGroup(
        title.trim(),
        members.map((member) => member.userId),
      );
      learnGroup(group);
      onClose();
      openChat(group.conversationId);
    } catch (failed) {
      setTrouble(words(failed));
      setBusy(false);
    }
  }

  return (
    <Dialog title="New group" onClose={onClose}>
      <form onSubmit={create}>
        <label>
          <span>Name of the group</span>
          <input required autofocus dir="auto" maxLength={100} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
        </label>
        <PeoplePicker chosen={members} without={new Set()} onChange={setMembers} />
        {trouble && (
          <p class="trouble" role="alert">
            {trouble}
          </p>
        )}
        <button class="primary" disabled={busy || !title.trim()}>
          {members.length ? `Create with ${members.length} ${members.length === 1 ? "other" : "others"}` : "Create"}
        </button>
      </form>
    </Dialog>
  );
}
