import { signal } from "@preact/signals";
import { RefusedError, type Api, type ConversationEvent } from "@parley/client";

const PAGE = 60;

/** What this tab holds of one conversation's events: a run without gaps that ends with the newest. */
export class Thread {
  readonly events = signal<readonly ConversationEvent[]>([]);
  readonly hasOlder = signal(true);
  readonly isLoadingOlder = signal(false);
  /** Why nothing can be shown. */
  readonly refusal = signal<string | undefined>(undefined);
  isLoaded = false;
  private loading: Promise<void> | undefined;
  private wantedSeq = 0;

  /**
   * @param patiently repeats what fails because the server is away
   * @param follow asks for the events above a seq as they come
   */
  constructor(
    readonly id: string,
    private readonly api: Api,
    private readonly patiently: (work: () => Promise<void>) => Promise<void>,
    private readonly follow: (after: number) => void,
  ) {}

  get lastSeq(): number {
    return this.events.value.at(-1)?.seq ?? 0;
  }

  get firstSeq(): number {
    return this.events.value[0]?.seq ?? 0;
  }

  load(): Promise<void> {
    return (this.loading ??= this.patiently(async () => {
      try {
        const page = await this.api.history(this.id, { limit: PAGE });
        this.events.value = page.events;
        this.hasOlder.value = page.more;
      } catch (refused) {
        if (!(refused instanceof RefusedError)) throw refused;
        this.hasOlder.value = false;
        // A direct conversation in which nobody has said anything is no mistake.
        if (!this.id.startsWith("d.")) this.refusal.value = refused.message;
      }
      this.isLoaded = true;
      this.follow(this.lastSeq);
      await this.reach(this.wantedSeq);
    }));
  }

  async loadOlder(): Promise<void> {
    if (!this.isLoaded || !this.hasOlder.value || this.isLoadingOlder.value || this.firstSeq <= 1) return;
    this.isLoadingOlder.value = true;
    await this.patiently(async () => {
      const page = await this.api.history(this.id, { before: this.firstSeq, limit: PAGE * 2 });
      this.events.value = [...page.events.filter((event) => event.seq < this.firstSeq), ...this.events.value];
      this.hasOlder.value = page.more;
    });
    this.isLoadingOlder.value = false;
  }

  /** The next event; what lies beyond a gap is fetched with the gap. */
  take(event: ConversationEvent): void {
    if (!this.isLoaded) this.wantedSeq = Math.max(this.wantedSeq, event.seq);
    else if (event.seq === this.lastSeq + 1) this.append([event]);
    else void this.reach(event.seq);
  }

  private catchingUp = false;

  /** The conversation has come that far. The events come by themselves; if they don't within a moment, they are fetched. */
  async reach(seq: number): Promise<void> {
    this.wantedSeq = Math.max(this.wantedSeq, seq);
    if (!this.isLoaded || this.catchingUp || this.lastSeq >= this.wantedSeq) return;
    this.catchingUp = true;
    try {
      await new Promise((resolve) => setTimeout(resolve, 400));
      while (this.lastSeq < this.wantedSeq && (await this.fetchNewer()));
    } finally {
      this.catchingUp = false;
    }
  }

  /** False if there is nothing more to be had now. */
  private async fetchNewer(): Promise<boolean> {
    let came = 0;
    await this.patiently(async () => {
      try {
        const page = await this.api.history(this.id, { after: this.lastSeq, limit: 200 });
        const fresh = page.events.filter((event) => event.seq > this.lastSeq);
        came = fresh.length;
        this.append(fresh);
      } catch (refused) {
        // A group that was made a moment ago may not be known everywhere yet; its next event asks again.
        if (!(refused instanceof RefusedError)) throw refused;
      }
    });
    return came > 0;
  }

  private append(events: readonly ConversationEvent[]): void {
    if (events.length === 0) return;
    this.refusal.value = undefined;
    this.events.value = [...this.events.value, ...events];
  }
}
