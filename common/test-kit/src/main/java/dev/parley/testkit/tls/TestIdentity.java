package dev.parley.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Key;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;

/// A certificate and its key, both in PEM.
public record TestIdentity(Path certificate, Path key) {
    /// A certificate that signs itself, so it is its own authority.
    ///
    /// @param name of the two files, and in the certificate
    /// @param names whom it is for, as `dns:chat-service,ip:127.0.0.1`
    public static TestIdentity make(Path directory, String name, String names) {
        return Keytool.make(directory.resolve(name + ".p12"), name, "san=" + names, List.of());
    }

    static TestIdentity write(Path certificate, Path key, Certificate shown, Key secret)
            throws IOException, CertificateEncodingException {
        Files.writeString(certificate, pem("CERTIFICATE", shown.getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        // PostgreSQL takes no key that others can read.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new TestIdentity(certificate, key);
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what + "-----\n";
    }

    /// One file with both, as Kafka and Cassandra want them.
    public Path together() {
        try {
            return Files.writeString(
                    certificate.resolveSibling(certificate.getFileName() + ".both"),
                    Files.readString(key) + Files.readString(certificate));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Puts another's files in the place of these, one after the other, as a renewal does.
    public void replaceBy(TestIdentity other) {
        try {
            Files.copy(other.certificate, certificate, StandardCopyOption.REPLACE_EXISTING);
            Files.copy(other.key, key, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
