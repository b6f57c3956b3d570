package dev.parley.client;

import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.connection.Link;
import dev.parley.client.connection.LinkInput;
import dev.parley.client.connection.LinkState;
import dev.parley.client.connection.SocketClient;
import dev.parley.client.conversation.Action;
import dev.parley.client.conversation.ClientCore;
import dev.parley.client.conversation.Input;
import dev.parley.client.conversation.Positions;
import dev.parley.client.device.ClientStore;
import dev.parley.client.event.Head;
import dev.parley.client.frame.Incoming;
import dev.parley.contracts.frame.ClientFrame;
import dev.parley.contracts.frame.Cursor;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a [ClientCore] on the loop's thread: feeds it what comes in and carries out what it wants.
final class ClientLoop implements Connector.User {
    private static final Logger log = LoggerFactory.getLogger(ClientLoop.class);
    /// A crash repeats at most what was handed over in this time.
    private static final long SAVE_EVERY_MS = 1_000;
    private static final long RELOAD_AFTER_MS = 5_000;

    private final LoopThread loop;
    private final ClientCore core;
    private final ParleyApi api;
    private final ClientStore store;
    private final Connector connector;
    private final Deliveries deliveries;
    private final PendingReceipts receipts = new PendingReceipts();
    private final StateWatch state = new StateWatch();
    private boolean saveScheduled;

    ClientLoop(LoopThread loop, ClientCore core, Link link, ParleyApi api, SocketClient sockets, ClientStore store) {
        this.loop = loop;
        this.core = core;
        this.api = api;
        this.store = store;
        this.connector = new Connector(loop, link, api, sockets, this);
        this.deliveries = new Deliveries(() -> loop.post(connector::readOn));
        loop.afterEach(() -> loop.alarm(Math.min(core.dueAtMs(), connector.dueAtMs()), this::tick));
    }

    Deliveries deliveries() {
        return deliveries;
    }

    PendingReceipts receipts() {
        return receipts;
    }

    StateWatch state() {
        return state;
    }

    void start() {
        loop.post(() -> connector.run(new LinkInput.Start()));
    }

    void tell(Input input) {
        loop.post(() -> run(input));
    }

    <T> T ask(Function<ClientCore, T> question) {
        return loop.ask(() -> question.apply(core)).join();
    }

    private void tick() {
        run(new Input.Tick());
        connector.run(new LinkInput.Tick());
    }

    private void run(Input input) {
        boolean stored = true;
        for (Action action : core.apply(input, loop.nowMs())) {
            switch (action) {
                case Action.Write it -> write(it.frame(), stored);
                case Action.SaveOutbox it -> stored = saveOutbox();
                case Action.Deliver it -> deliveries.event(it.event());
                case Action.HeadChanged it -> deliveries.tell(listener -> listener.headChanged(it.head(), it.event()));
                case Action.Settled it -> {
                    receipts.settled(it.send(), it.outcome());
                    deliveries.tell(listener -> listener.settled(it.send(), it.outcome()));
                }
                case Action.Receipt it ->
                    deliveries.tell(listener ->
                            listener.receipt(it.conversation(), it.user(), it.readSeq(), it.deliveredSeq()));
                case Action.Typing it ->
                    deliveries.tell(listener -> listener.typing(it.conversation(), it.user(), it.expiresIn()));
                case Action.PresenceChanged it -> deliveries.tell(listener -> listener.presence(it.users()));
                case Action.PullRefused it ->
                    deliveries.tell(listener -> listener.pullRefused(it.conversation(), it.code()));
                case Action.LoadHeads it ->
                    Thread.ofVirtual().name("parley-heads").start(this::loadHeads);
                case Action.Reconnect it -> doubt();
            }
        }
        saveSoon();
    }

    /// A send whose fields could not be stored does not go out; the next connection tries again.
    private void write(ClientFrame frame, boolean stored) {
        if (stored || !(frame instanceof ClientFrame.Send)) {
            connector.write(frame);
        } else {
            doubt();
        }
    }

    private void doubt() {
        loop.post(() -> connector.run(new LinkInput.Doubted()));
    }

    private boolean saveOutbox() {
        try {
            store.save(core.outbox());
            return true;
        } catch (UncheckedIOException broken) {
            log.atError().setMessage("outbox_not_saved").setCause(broken).log();
            return false;
        }
    }

    private void saveSoon() {
        if (!saveScheduled) {
            saveScheduled = true;
            loop.later(this::savePositions, SAVE_EVERY_MS);
        }
    }

    /// Saved behind the deliveries they speak of: what no listener has heard comes again.
    private void savePositions() {
        saveScheduled = false;
        Positions positions = core.positions();
        deliveries.run(() -> store.save(positions));
    }

    private void loadHeads() {
        try {
            List<Head> heads = api.heads();
            tell(new Input.HeadsLoaded(heads));
        } catch (UnreachableException away) {
            loop.later(() -> Thread.ofVirtual().name("parley-heads").start(this::loadHeads), RELOAD_AFTER_MS);
        } catch (RuntimeException refused) {
            log.atWarn().setMessage("heads_not_loaded").setCause(refused).log();
        }
    }

    @Override
    public @Nullable Cursor cursor() {
        return core.cursor();
    }

    @Override
    public void received(Incoming frame) {
        run(new Input.Received(frame));
    }

    @Override
    public void disconnected() {
        run(new Input.Disconnected());
    }

    @Override
    public void changed(LinkState to) {
        state.changed(to);
        deliveries.tell(listener -> listener.connection(to));
    }

    @Override
    public boolean isBehind() {
        return deliveries.isBehind();
    }

    /// Says goodbye and saves. Nothing is done after [#shutdown].
    CompletableFuture<?> stop() {
        return loop.ask(() -> {
                    run(new Input.Leaving());
                    connector.run(new LinkInput.Stop());
                    savePositions();
                    return connector.lastClose();
                })
                .thenCompose(Function.identity());
    }

    void shutdown() {
        loop.shutdown();
        receipts.close();
    }
}
