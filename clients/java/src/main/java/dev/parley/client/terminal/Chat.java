package dev.parley.client.terminal;

import dev.parley.client.ClientListener;
import dev.parley.client.ParleyClient;
import dev.parley.client.SendRefusedException;
import dev.parley.client.SentReceipt;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.LinkState;
import dev.parley.client.event.Content;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.id.ConversationId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A person talks: what is typed is sent or done, what happens is shown.
final class Chat implements ClientListener {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    /// A message that takes longer than this is shown as being sent.
    private static final long VISIBLY_SLOW_MS = 400;
    private static final Duration LAST_SENDS_PATIENCE = Duration.ofSeconds(10);
    private static final int PREVIEW_CHARS = 60;

    private final String name;
    private final Screen screen;
    private final Clock clock;
    private final Set<CompletableFuture<SentReceipt>> onTheirWay = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Commands> ready = new CompletableFuture<>();
    /// As last told, of each conversation. Used by the client's thread only.
    private final Map<ConversationId, Long> unread = new HashMap<>();

    private volatile boolean wasLive;
    private volatile boolean isLost;

    Chat(String name, Screen screen, Clock clock) {
        this.name = name;
        this.screen = screen;
        this.clock = clock;
    }

    /// Returns when the person has had enough.
    ExitCode run(ParleyClient client) throws InterruptedException {
        People people = new People(client.api());
        Commands commands = new Commands(client, screen, people, clock);
        ready.complete(commands);
        try {
            client.awaitLive(CONNECT_PATIENCE);
        } catch (TimeoutException notYet) {
            if (client.connection().isFinal()) {
                throw new StoppedException(ExitCode.LOGIN_FAILED, "This device was logged out.");
            }
            screen.note("· no connection yet; still trying");
        }
        screen.print("You are " + name + ". /help says what can be done.");
        guarded(commands::list);
        talk(client, commands);
        awaitLastSends();
        return ExitCode.OK;
    }

    private void talk(ParleyClient client, Commands commands) {
        String line = screen.readLine(prompt(commands));
        while (line != null) {
            String typed = line;
            if (typed.startsWith("/") && !typed.startsWith("//")) {
                if (typed.strip().equals("/quit")) {
                    return;
                }
                guarded(() -> commands.run(typed));
            } else if (!typed.isBlank()) {
                say(client, commands, typed.startsWith("//") ? typed.substring(1) : typed);
            }
            line = screen.readLine(prompt(commands));
        }
    }

    private String prompt(Commands commands) {
        Room room = commands.room();
        return room == null ? name + "> " : name + " → " + room.title() + "> ";
    }

    /// A command that fails says why; the chat goes on.
    private void guarded(Runnable command) {
        try {
            command.run();
        } catch (StoppedException why) {
            screen.print("! " + why.sentence());
        } catch (RefusedException refused) {
            screen.print("! " + PrintableText.line(refused.detail()));
        } catch (UnreachableException away) {
            screen.print("! The server does not answer; try again.");
        } catch (LoggedOutException over) {
            screen.print("! This device was logged out; /quit and come again.");
        }
    }

    private void say(ParleyClient client, Commands commands, String text) {
        Room room = commands.room();
        if (room == null) {
            screen.print("! Nobody would hear that: /open somebody first.");
            return;
        }
        ErrorCode problem = Text.problem(text).orElse(null);
        if (problem != null) {
            screen.print("! " + problem.sentence());
            return;
        }
        String shown = PrintableText.shortLine(text, PREVIEW_CHARS);
        CompletableFuture<SentReceipt> receipt = client.send(room.conversation(), text);
        onTheirWay.add(receipt);
        receipt.whenComplete((sent, failed) -> {
            onTheirWay.remove(receipt);
            if (failed instanceof SendRefusedException refused) {
                screen.print("✗ not sent: " + shown + "  (" + PrintableText.line(String.valueOf(refused.getMessage()))
                        + ")");
            } else if (sent != null && commands.room() != room) {
                screen.note("✓ sent to " + room.title() + ": " + shown);
            }
        });
        CompletableFuture.delayedExecutor(VISIBLY_SLOW_MS, TimeUnit.MILLISECONDS)
                .execute(() -> {
                    if (!receipt.isDone()) {
                        screen.note("… sending: " + shown);
                    }
                });
    }

    /// So that a text piped in is not lost at its end.
    private void awaitLastSends() throws InterruptedException {
        CompletableFuture<?>[] last = onTheirWay.toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(last)
                .completeOnTimeout(null, LAST_SENDS_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(refused -> null)
                .join();
        if (!onTheirWay.isEmpty()) {
            screen.note("· " + onTheirWay.size() + " not sent yet; kept for the next ./parley chat " + name);
        }
    }

    // What happens. On the client's thread, one after the other.

    @Override
    public void event(ConversationEvent event) {
        Commands commands = ready.join();
        commands.titles().learn(event);
        Room room = commands.room();
        if (room != null && room.conversation().equals(event.conversation())) {
            commands.show(event);
            commands.markRead(event);
        }
    }

    @Override
    public void headChanged(Head head, @Nullable ConversationEvent event) {
        Commands commands = ready.join();
        if (event == null) {
            missed(commands, head);
            return;
        }
        unread.put(head.conversation(), head.unread());
        commands.titles().learn(event);
        Room room = commands.room();
        boolean elsewhere = room == null || !room.conversation().equals(event.conversation());
        if (elsewhere && !commands.isOwn(event)) {
            screen.note(notice(commands, head, event));
        }
    }

    /// What came while there was no connection.
    private void missed(Commands commands, Head head) {
        long before = unread.getOrDefault(head.conversation(), 0L);
        unread.put(head.conversation(), head.unread());
        if (wasLive && head.unread() > before) {
            screen.note("● " + commands.titles().of(head.conversation()) + ": " + head.unread() + " unread");
        }
    }

    private static String notice(Commands commands, Head head, ConversationEvent event) {
        String where = commands.titles().of(event.conversation());
        String author = commands.people().label(event.author());
        boolean direct = event.conversation() instanceof ConversationId.Direct;
        String what = event.content() instanceof Content.Message message
                ? ": " + PrintableText.shortLine(message.text(), PREVIEW_CHARS)
                : " changed something";
        return "● " + (direct ? author : where + " · " + author) + what
                + (head.unread() > 1 ? "  (" + head.unread() + " unread)" : "");
    }

    @Override
    public void connection(LinkState state) {
        if (state == LinkState.LIVE) {
            if (isLost) {
                screen.note("· connected again");
            }
            wasLive = true;
            isLost = false;
        } else if (state.isFinal()) {
            screen.print("! This device was logged out or its place taken; /quit and come again.");
        } else if (state == LinkState.WAITING && wasLive && !isLost) {
            isLost = true;
            screen.note("· connection lost; trying again");
        }
    }
}
