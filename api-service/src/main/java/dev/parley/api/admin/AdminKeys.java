package dev.parley.api.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Which secret is whose. A file of lines `NAME SECRET`; empty lines and those with `#` in front are passed over. An
/// operator may have several, as while they change. Secrets are long and random, so nobody has to count wrong ones.
final class AdminKeys {
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~+/=-]{32,256}");
    private static final int NEW_SECRET_BYTES = 32;
    private static final String NEW_NAME = "local";

    private final List<Key> keys;

    private AdminKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared in constant time, and only by [#holder].
    private record Key(Admin admin, byte[] hash) {}

    /// Without any: the door stays shut.
    static AdminKeys none() {
        return new AdminKeys(List.of());
    }

    /// @throws IllegalArgumentException if a line is malformed or there is none; the message names the line's number,
    /// not what stands there
    static AdminKeys parse(List<String> lines) {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                keys.add(key(line, i + 1));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("parley.admin.keys-file holds no key");
        }
        return new AdminKeys(keys);
    }

    private static Key key(String line, int number) {
        String[] words = line.split("\\s+");
        if (words.length != 2 || !SECRET.matcher(words[1]).matches()) {
            throw new IllegalArgumentException("parley.admin.keys-file, line " + number
                    + ": a name and a secret of 32 to 256 letters, digits and ._~+/=- are needed");
        }
        try {
            return new Key(new Admin(words[0]), hash(words[1]));
        } catch (IllegalArgumentException badName) {
            throw new IllegalArgumentException(
                    "parley.admin.keys-file, line " + number + ": " + badName.getMessage(), badName);
        }
    }

    static AdminKeys read(Path file) {
        try {
            return parse(Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("parley.admin.keys-file can't be read", unreadable);
        }
    }

    /// Writes a file with one new key, readable by its owner only.
    static void create(Path file, RandomGenerator random) {
        byte[] secret = new byte[NEW_SECRET_BYTES];
        random.nextBytes(secret);
        String line = NEW_NAME + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n";
        try {
            // There whole or not at all: an empty one would stop the next start.
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(whole);
            Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(whole, line, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException notWritten) {
            throw new UncheckedIOException(notWritten);
        }
    }

    boolean areNone() {
        return keys.isEmpty();
    }

    /// Whose secret this is. Takes as long for a wrong one as for a right one.
    Optional<Admin> holder(String secret) {
        byte[] hash = hash(secret);
        Optional<Admin> holder = Optional.empty();
        for (Key key : keys) {
            if (MessageDigest.isEqual(key.hash, hash)) {
                holder = Optional.of(key.admin);
            }
        }
        return holder;
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
