package dev.parley.client.device;

import dev.parley.client.account.Session;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Forgets with the process. For bots that begin anew, and tests.
public final class MemoryClientStore implements ClientStore {
    private volatile @Nullable Session session;
    private volatile Positions positions = Positions.NONE;
    private volatile List<PendingSend> outbox = List.of();

    @Override
    public Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    @Override
    public void save(Session saved) {
        session = saved;
    }

    @Override
    public Positions positions() {
        return positions;
    }

    @Override
    public void save(Positions saved) {
        positions = saved;
    }

    @Override
    public List<PendingSend> outbox() {
        return outbox;
    }

    @Override
    public void save(List<PendingSend> saved) {
        outbox = List.copyOf(saved);
    }
}
