import type { ClientFrame } from "./frames.js";

const MOST_IN_ONE_FRAME = 200;

/** Whom the application watches. A server forgets it with the connection, so each one is told anew. */
export class Watched {
  private readonly users = new Set<string>();
  /** What the current connection was not told yet. */
  private added = new Set<string>();
  private readonly removed = new Set<string>();

  add(more: readonly string[]): void {
    for (const user of more) {
      if (this.users.has(user)) continue;
      this.users.add(user);
      if (!this.removed.delete(user)) this.added.add(user);
    }
  }

  remove(fewer: readonly string[]): void {
    for (const user of fewer) {
      if (this.users.delete(user) && !this.added.delete(user)) this.removed.add(user);
    }
  }

  has(user: string): boolean {
    return this.users.has(user);
  }

  /** A new connection knows nothing. */
  forgetConnection(): void {
    this.removed.clear();
    this.added = new Set(this.users);
  }

  /** What the connection is to be told now; those that leave first, to make room. */
  frames(): ClientFrame[] {
    const frames: ClientFrame[] = [
      ...parts(this.removed).map((userIds) => ({ type: "unwatch", userIds }) as const),
      ...parts(this.added).map((userIds) => ({ type: "watch", userIds }) as const),
    ];
    this.removed.clear();
    this.added.clear();
    return frames;
  }
}

function parts(users: Set<string>): string[][] {
  const all = [...users];
  const parts: string[][] = [];
  for (let start = 0; start < all.length; start += MOST_IN_ONE_FRAME) parts.push(all.slice(start, start + MOST_IN_ONE_FRAME));
  return parts;
}
