package dev.parley.client.device;

import dev.parley.client.account.Session;
import dev.parley.client.conversation.PendingSend;
import dev.parley.client.conversation.Positions;
import dev.parley.client.frame.UnreadableFrameException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Three JSON files in a directory, readable by their owner only, each replaced as a whole.
public final class FileClientStore implements ClientStore {
    private final PrivateFile session;
    private final PrivateFile positions;
    private final PrivateFile outbox;

    /// @param directory made if missing
    public FileClientStore(Path directory) {
        PrivateFile.makeDirectory(directory);
        session = new PrivateFile(directory.resolve("session.json"));
        positions = new PrivateFile(directory.resolve("positions.json"));
        outbox = new PrivateFile(directory.resolve("outbox.json"));
    }

    @Override
    public Optional<Session> session() {
        return read(session, StoredJson::session);
    }

    @Override
    public void save(Session saved) {
        session.write(StoredJson.write(saved));
    }

    @Override
    public Positions positions() {
        return read(positions, StoredJson::positions).orElse(Positions.NONE);
    }

    @Override
    public void save(Positions saved) {
        positions.write(StoredJson.write(saved));
    }

    @Override
    public List<PendingSend> outbox() {
        return read(outbox, StoredJson::outbox).orElse(List.of());
    }

    @Override
    public void save(List<PendingSend> saved) {
        outbox.write(StoredJson.write(saved));
    }

    private static <T> Optional<T> read(PrivateFile file, Function<String, T> parse) {
        try {
            return file.read().map(parse);
        } catch (UnreadableFrameException anotherVersion) {
            file.setAside();
            return Optional.empty();
        }
    }
}
