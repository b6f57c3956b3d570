package dev.parley.notification.apns;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// What Apple would have: a certificate for the server, and a signing key for us. The JDK's keytool makes the
/// first.
final class AppleKeys {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final KeyStore server;

    AppleKeys(Path directory) {
        this.directory = directory;
        try {
            Path store = directory.resolve("server.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "apns",
                            "-keyalg",
                            "RSA",
                            "-keysize",
                            "2048",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-validity",
                            "2",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
            server = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                server.load(in, PASSWORD.toCharArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) server.getCertificate("apns");
    }

    PrivateKey privateKey() throws GeneralSecurityException {
        return (PrivateKey) server.getKey("apns", PASSWORD.toCharArray());
    }

    Path trust() throws GeneralSecurityException {
        return pem("trust.pem", "CERTIFICATE", certificate().getEncoded());
    }

    Path signingKey(KeyPair pair) {
        return pem("AuthKey.p8", "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private Path pem(String name, String label, byte[] bytes) {
        try {
            return Files.writeString(
                    directory.resolve(name),
                    "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END "
                            + label + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
