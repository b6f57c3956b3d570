package dev.parley.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/// Remembers one child on disk, so that a later run can end what an earlier one left behind and nothing else.
///
/// One line: pid, start, the signal that ends it in an orderly way.
final class PidFile {
    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    /// @param process what runs
    /// @param signal its orderly end, a name that kill(1) knows: `TERM`, `INT`
    record Entry(ProcessMark process, String signal) {}

    void write(Entry entry) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    fresh, entry.process().pid() + " " + entry.process().start() + " " + entry.signal() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty also when the file is damaged: then nothing is known and nothing may be ended.
    Optional<Entry> read() {
        try {
            String[] word = Files.readString(file).strip().split(" ");
            return word.length == 3
                    ? Optional.of(new Entry(new ProcessMark(Long.parseLong(word[0]), word[1]), word[2]))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the recorded process if this very run of it still lives, and forgets it.
    ///
    /// @param patience after which it is killed
    /// @return whether there was something to end
    boolean endLeftover(Duration patience) {
        Optional<Entry> entry = read();
        Optional<ProcessHandle> alive = entry.flatMap(e -> e.process().process());
        alive.ifPresent(process -> Termination.end(process, entry.orElseThrow().signal(), patience));
        delete();
        return alive.isPresent();
    }
}
