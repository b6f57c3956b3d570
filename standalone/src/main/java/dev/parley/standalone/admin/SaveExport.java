package dev.parley.standalone.admin;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes an export down as it comes, and says how far it is.
final class SaveExport {
    private static final int PROGRESS_EVERY = 1_000;
    private static final String END = "{\"type\":\"end\",";

    private final PrintStream out;
    private final PrintStream err;
    private long lines;
    private boolean ended;

    SaveExport(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// @param export gives its lines
    /// @param file a new one, readable by its owner only; empty for standard output
    /// @throws StoppedException if the export is not complete, or the file can't be written
    void run(Consumer<Consumer<String>> export, Optional<Path> file) {
        if (file.isEmpty()) {
            take(export, out);
            return;
        }
        try {
            Files.createFile(
                    file.get(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (PrintStream to = new PrintStream(Files.newOutputStream(file.get()), false, StandardCharsets.UTF_8)) {
                take(export, to);
            }
        } catch (FileAlreadyExistsException there) {
            throw new StoppedException(StoppedException.USAGE, file.get() + " is there already.");
        } catch (IOException unwritable) {
            throw new StoppedException(StoppedException.USAGE, "Can't write " + file.get() + ".");
        }
    }

    private void take(Consumer<Consumer<String>> export, PrintStream to) {
        export.accept(line -> {
            to.print(line + "\n");
            ended = line.startsWith(END);
            lines++;
            if (lines % PROGRESS_EVERY == 0) {
                err.println(lines + " lines ...");
            }
        });
        to.flush();
        if (!ended) {
            throw new StoppedException(StoppedException.REFUSED, "The export broke off; it is not complete.");
        }
        if (to.checkError()) {
            throw new StoppedException(StoppedException.USAGE, "The export could not be written.");
        }
        err.println(lines + " lines, complete");
    }
}
