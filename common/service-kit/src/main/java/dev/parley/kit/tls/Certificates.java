package dev.parley.kit.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/// Certificates in PEM.
final class Certificates {
    private Certificates() {}

    /// @throws IllegalArgumentException if there is none
    static List<X509Certificate> parse(byte[] pem) {
        @Nullable RuntimeException cause = null;
        try {
            List<X509Certificate> found =
                    PemContent.of(new String(pem, StandardCharsets.UTF_8)).getCertificates();
            if (!found.isEmpty()) {
                return found;
            }
        } catch (RuntimeException unreadable) {
            cause = unreadable;
        }
        throw new IllegalArgumentException("there is no certificate in PEM where it should be", cause);
    }
}
