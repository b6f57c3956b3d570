package dev.parley.engines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One process at a time runs engines in a directory. The lock belongs to the process, so it ends with it, however
/// that ends.
public final class DirectoryLock implements AutoCloseable {
    static final String NAME = "owner";

    /// It stops services and then engines; after this it is killed, and what it left is ended one by one.
    private static final Duration OWNER_PATIENCE = Duration.ofSeconds(60);

    private final FileChannel channel;
    private final PidFile pidFile;

    private DirectoryLock(FileChannel channel, PidFile pidFile) {
        this.channel = channel;
        this.pidFile = pidFile;
    }

    /// @throws EngineException naming the process that has the directory
    public static DirectoryLock take(Path directory) {
        PidFile pidFile = RunFolder.pidFile(directory, NAME);
        try {
            FileChannel channel = FileChannel.open(
                    RunFolder.of(directory).resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new EngineException("Already running in " + directory
                        + owner(directory).map(pid -> " as process " + pid).orElse("") + ".");
            }
            ProcessMark.of(ProcessHandle.current()).ifPresent(mark -> pidFile.write(new PidFile.Entry(mark, "TERM")));
            return new DirectoryLock(channel, pidFile);
        } catch (IOException e) {
            throw new EngineException("Cannot lock " + directory + ": " + e.getMessage(), e);
        }
    }

    /// The pid of the process that holds the directory, if one does.
    public static Optional<Long> owner(Path directory) {
        return RunFolder.pidFile(directory, NAME)
                .read()
                .flatMap(entry -> entry.process().process())
                .map(ProcessHandle::pid);
    }

    /// Asks the process that holds the directory to end, waits until it has, then ends what it may have left
    /// behind.
    ///
    /// @return whether anything was running
    public static boolean stopOwner(Path directory) {
        boolean owned = RunFolder.pidFile(directory, NAME).endLeftover(OWNER_PATIENCE);
        return !RunFolder.endLeftovers(directory).isEmpty() || owned;
    }

    /// Deletes a directory of engines, after ending what a killed holder may have left running.
    ///
    /// @throws EngineException when it is held; nothing is deleted then
    public static void erase(Path directory) {
        if (Files.notExists(directory)) {
            return;
        }
        try (DirectoryLock lock = take(directory)) {
            RunFolder.endLeftovers(directory);
            FileTree.delete(directory);
        } catch (IOException e) {
            throw new EngineException("Cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pidFile.delete();
        try {
            channel.close();
        } catch (IOException e) {
            throw new EngineException("Cannot unlock: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by this very process.
        }
    }
}
