// Browsers slow the timers of hidden pages down to one a minute, which is too slow for heartbeats; not those of workers.
const running = new Map<number, ReturnType<typeof setTimeout>>();

onmessage = ({ data }: MessageEvent<{ id: number; delayMs?: number }>) => {
  clearTimeout(running.get(data.id));
  running.delete(data.id);
  if (data.delayMs === undefined) return;
  const timer = setTimeout(() => {
    running.delete(data.id);
    postMessage(data.id);
  }, data.delayMs);
  running.set(data.id, timer);
};
