package dev.parley.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/// The JDK's own program for keys and certificates.
final class Keytool {
    private static final String PASSWORD = "changeit";

    private Keytool() {}

    /// Makes a key and its certificate in a store, beside those that it has, and writes both in PEM next to it.
    ///
    /// @param name of the two files, in the certificate, and in the store
    /// @param extension of the certificate, as `san=dns:localhost`
    /// @param further options
    static TestIdentity make(Path store, String name, String extension, List<String> further) {
        Path log = store.resolveSibling(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                extension,
                "-validity",
                "100",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(further);
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + Files.readString(log));
            }
            return unpack(store, name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static TestIdentity unpack(Path store, String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return TestIdentity.write(
                store.resolveSibling(name + ".pem"),
                store.resolveSibling(name + ".key"),
                keys.getCertificate(name),
                keys.getKey(name, PASSWORD.toCharArray()));
    }
}
