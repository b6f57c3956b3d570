import { api, untilAnswered, whenOut } from "./account.js";
import { current } from "./chats.js";
import { ask, onNews } from "./connection.js";
import { loadMarkers } from "./marks.js";
import { Thread } from "./thread.js";

/** Those that were opened since this page was. */
const threads = new Map<string, Thread>();

const follow = (conversationId: string, after: number) => ask({ is: "open", conversationId, after });

export function threadOf(id: string): Thread {
  let thread = threads.get(id);
  if (!thread) {
    thread = new Thread(id, api, untilAnswered, (after) => follow(id, after));
    threads.set(id, thread);
    void thread.load();
    void loadMarkers(id);
  }
  return thread;
}

whenOut(() => threads.clear());

onNews((news) => {
  switch (news.is) {
    case "leader":
      // The one before may have gone with what this tab had asked for.
      threads.forEach((thread) => thread.isLoaded && follow(thread.id, thread.lastSeq));
      break;
    case "state":
      if (news.state === "live" && threads.has(current.value ?? "")) void loadMarkers(current.value!);
      break;
    case "snapshot":
      news.heads.forEach((head) => void threads.get(head.conversationId)?.reach(head.seq));
      break;
    case "head":
      void threads.get(news.head.conversationId)?.reach(news.head.seq);
      break;
    case "event":
      threads.get(news.event.conversationId)?.take(news.event);
      break;
    case "settled":
      if (news.outcome.sent) void threads.get(news.send.conversationId)?.reach(news.outcome.seq);
      break;
  }
});
