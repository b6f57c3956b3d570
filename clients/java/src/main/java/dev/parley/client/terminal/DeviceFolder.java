package dev.parley.client.terminal;

import dev.parley.client.device.ClientStore;
import dev.parley.client.device.FileClientStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One device's folder below `<state>/<server>/<name>/`, locked while it is used: a second terminal as the same
/// user is another device.
public final class DeviceFolder implements AutoCloseable {
    private static final int MAX_DEVICES = 64;

    private final ClientStore store;
    private final FileLock lock;

    private DeviceFolder(ClientStore store, FileLock lock) {
        this.store = store;
        this.lock = lock;
    }

    /// The first folder that nobody uses.
    ///
    /// @throws UncheckedIOException if the folder can't be written, or too many programs talk as this user already
    public static DeviceFolder take(Path state, URI server, String name) {
        Path ofUser = state.resolve(folderName(server)).resolve(name);
        for (int number = 1; number <= MAX_DEVICES; number++) {
            Path folder = ofUser.resolve(Integer.toString(number));
            ClientStore store = new FileClientStore(folder);
            FileLock lock = lock(folder.resolve("lock"));
            if (lock != null) {
                return new DeviceFolder(store, lock);
            }
        }
        String why = MAX_DEVICES + " programs talk as " + name + " already";
        throw new UncheckedIOException(why, new FileSystemException(ofUser.toString(), null, why));
    }

    private static String folderName(URI server) {
        String host = server.getHost().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
        int port = server.getPort() >= 0 ? server.getPort() : server.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        return host + "-" + port;
    }

    private static @Nullable FileLock lock(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException thisProcess) {
                // Taken, as by another process.
            }
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (IOException broken) {
            throw new UncheckedIOException("can't lock " + file, broken);
        }
    }

    public ClientStore store() {
        return store;
    }

    @Override
    public void close() {
        try {
            lock.acquiredBy().close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
