/** A seeded generator (mulberry32), so that a failing seed plays again. */
export class Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  shuffle<T>(list: T[], from: number): void {
    for (let i = list.length - 1; i > from; i--) {
      const j = from + this.below(i - from + 1);
      [list[i], list[j]] = [list[j]!, list[i]!];
    }
  }
}
