const MAX_DOUBLINGS = 16;

/**
 * How long to wait before the n-th repetition of what failed: doubling, with a bound. For repetitions on a connection
 * that lives; the bound on the rest of the world is the connection's own jittered back-off.
 *
 * @param failures so far, at least 1
 */
export function delayMs(firstMs: number, failures: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, MAX_DOUBLINGS));
}
