import type { Positions } from "./core.js";
import type { PendingSend } from "./outbox.js";

/** What a device remembers between runs. Belongs to one device of one user. */
export interface ClientStore {
  load(): Promise<{ positions?: Positions; outbox: PendingSend[] }>;
  /** Resolves when it is safe: a send goes out only then. */
  saveOutbox(outbox: readonly PendingSend[]): Promise<void>;
  savePositions(positions: Positions): Promise<void>;
  /** Forgets everything, after a logout. */
  clear(): Promise<void>;
}

export function memoryStore(): ClientStore {
  let positions: Positions | undefined;
  let outbox: readonly PendingSend[] = [];
  return {
    load: async () => (positions ? { positions, outbox: [...outbox] } : { outbox: [...outbox] }),
    saveOutbox: async (sends) => void (outbox = sends),
    savePositions: async (to) => void (positions = to),
    clear: async () => {
      positions = undefined;
      outbox = [];
    },
  };
}

/**
 * Kept in the browser. When the database can't be opened (private mode, storage forbidden) or breaks (deleted while in
 * use, disk full), it goes on in memory: what is unsent then lasts as long as the page, and `onTrouble` is told once.
 */
export function indexedDbStore(name: string, onTrouble: (error: unknown) => void = () => undefined): ClientStore {
  const fallback = memoryStore();
  let told = false;
  const opened = new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("kept");
    request.onsuccess = () => {
      // Whoever wants to delete it need not wait for this page.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("The database is blocked."));
  });
  opened.catch(() => undefined);

  async function use<T>(mode: IDBTransactionMode, work: (kept: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const database = await opened;
    return new Promise<T>((resolve, reject) => {
      const transaction = database.transaction("kept", mode);
      const request = work(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }

  async function attempt<T>(work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (trouble) {
      if (!told) {
        told = true;
        onTrouble(trouble);
      }
      return otherwise();
    }
  }

  const put = (key: string, value: unknown) => use("readwrite", (kept) => kept.put(value, key)).then(() => undefined);
  return {
    load: () =>
      attempt(async () => {
        const positions = (await use("readonly", (kept) => kept.get("positions"))) as Positions | undefined;
        const outbox = ((await use("readonly", (kept) => kept.get("outbox"))) as PendingSend[] | undefined) ?? [];
        return positions ? { positions, outbox } : { outbox };
      }, fallback.load),
    // In memory as well, for the case that the database breaks later.
    saveOutbox: async (outbox) => {
      await fallback.saveOutbox(outbox);
      await attempt(() => put("outbox", outbox), async () => undefined);
    },
    savePositions: async (positions) => {
      await fallback.savePositions(positions);
      await attempt(() => put("positions", positions), async () => undefined);
    },
    clear: async () => {
      await fallback.clear();
      await attempt(() => use("readwrite", (kept) => kept.clear()).then(() => undefined), async () => undefined);
    },
  };
}

/** IndexedDB where it is, else memory; `onTrouble` is told once if IndexedDB is there and can't be used. */
export function usualStore(name: string, onTrouble: (error: unknown) => void = () => undefined): ClientStore {
  try {
    if (globalThis.indexedDB) return indexedDbStore(name, onTrouble);
  } catch (forbidden) {
    // Some browsers throw at the mere mention where storage is forbidden.
    onTrouble(forbidden);
  }
  return memoryStore();
}
