package dev.parley.client.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.account.Session;
import dev.parley.client.conversation.Positions;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileClientStoreTest extends ClientStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    private Path directory() {
        return root.resolve("localhost-7080").resolve("alice");
    }

    @Override
    ClientStore store() {
        return new FileClientStore(directory());
    }

    @Test
    void filesAreForTheirOwnerOnly() throws IOException {
        store().save(new Session(new UserId(1), new DeviceId(2), "access", "refresh"));

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory().resolve("session.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
                .isEqualTo("rwx------");
    }

    @Test
    void draftOfACrashDoesNotDisturb() throws IOException {
        store().save(List.of());
        Files.writeString(directory().resolve("outbox.json.new"), "{\"sends\":[{");

        assertThat(store().outbox()).isEmpty();
        store().save(List.of());
        assertThat(directory().resolve("outbox.json.new")).doesNotExist();
    }

    @Test
    void fileThatCannotBeUnderstoodIsSetAsideAndKept() throws IOException {
        store();
        Files.writeString(directory().resolve("positions.json"), "from another version");

        assertThat(store().positions()).isEqualTo(Positions.NONE);
        assertThat(directory().resolve("positions.json.unreadable")).hasContent("from another version");
    }

    @Test
    void diskThatTakesNothingIsAnException() throws IOException {
        ClientStore store = store();
        Files.createDirectory(directory().resolve("outbox.json"));
        Files.createFile(directory().resolve("outbox.json").resolve("in the way"));

        assertThatThrownBy(() -> store.save(List.of())).isInstanceOf(UncheckedIOException.class);
    }
}
