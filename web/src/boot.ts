import { resume } from "./model/account.js";
import { watchAddress } from "./model/chats.js";
import { watchBrowser } from "./model/connection.js";
import { listenForNotifications } from "./model/notify.js";
import "./model/threads.js";
import { watchWhoIsShown } from "./model/watching.js";

export async function boot(): Promise<void> {
  watchBrowser();
  watchAddress();
  watchWhoIsShown();
  listenForNotifications();
  await resume();
}
