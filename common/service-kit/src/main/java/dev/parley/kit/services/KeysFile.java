package dev.parley.kit.services;

import dev.parley.kit.files.Reloaded;
import dev.parley.kit.launch.WrongUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where [ServiceKeys] come from.
final class KeysFile {
    private static final String SETTING = "parley.services.keys-file";
    private static final int NEW_KEY_BYTES = 32;

    private KeysFile() {}

    /// @param failed called after each later look at the file in vain
    /// @throws WrongUseException if there is no file or no key in it
    static Reloaded<ServiceKeys> open(ServicesSettings settings, RandomGenerator random, Runnable failed) {
        @Nullable Path file = settings.keysFile();
        if (file == null) {
            throw new WrongUseException(
                    SETTING + " is not set, so calls between services can't be signed.",
                    "Put `openssl rand -base64 32` into a file and name it there, the same one for all services.");
        }
        if (settings.createKeys() && Files.notExists(file)) {
            create(file, random);
        }
        try {
            return new Reloaded<>("service-keys", List.of(file), ServiceKeys::parse, failed).start();
        } catch (UncheckedIOException | IllegalArgumentException unusable) {
            throw new WrongUseException(
                    SETTING + " names " + file + ", which is of no use: " + unusable.getMessage() + ".",
                    "A file of keys has one in each line, as `openssl rand -base64 32` makes them; the service must be "
                            + "allowed to read it.");
        }
    }

    /// Writes a file with one new key, readable by its owner only. Of several processes that do this at once, one
    /// makes it.
    private static void create(Path file, RandomGenerator random) {
        byte[] key = new byte[NEW_KEY_BYTES];
        random.nextBytes(key);
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            Path whole = Files.createTempFile(
                    directory,
                    "services",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(whole, Base64.getEncoder().encodeToString(key) + "\n");
                // Unlike a move, a link never replaces what is there.
                Files.createLink(file, whole);
            } catch (FileAlreadyExistsException another) {
                // Its key is as good.
            } finally {
                Files.delete(whole);
            }
        } catch (IOException notWritten) {
            throw new UncheckedIOException(SETTING + " can't be made", notWritten);
        }
    }
}
