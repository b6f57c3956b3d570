package dev.parley.kit.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/// What a server shows of itself: a certificate, the ones that lead from it to an authority, and the key to it.
///
/// @param chain the server's own first
public record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ServerIdentity {
        chain = List.copyOf(chain);
    }

    /// @param pem two files in PEM: certificates, and their key without a password
    /// @throws IllegalArgumentException if one of them is something else, or they don't belong together; it
    ///     says nothing of the key
    public static ServerIdentity parse(List<byte[]> pem) {
        List<X509Certificate> chain = Certificates.parse(pem.getFirst());
        PrivateKey key = key(pem.getLast());
        if (!belongTogether(key, chain.getFirst().getPublicKey())) {
            throw new IllegalArgumentException("the key is not the certificate's");
        }
        return new ServerIdentity(key, chain);
    }

    @SuppressWarnings("UnusedException") // It might show a part of the key.
    private static PrivateKey key(byte[] pem) {
        @Nullable PrivateKey key = null;
        try {
            key = PemContent.of(new String(pem, StandardCharsets.UTF_8)).getPrivateKey();
        } catch (RuntimeException unreadable) {
            // Said below.
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "there is no private key in PEM, without a password, where it should be");
        }
        return key;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey shown) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] probe = {1};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(probe);
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(shown);
            checking.update(probe);
            return checking.verify(signing.sign());
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    /// When the server's own certificate is no longer good.
    public Instant expiresAt() {
        return chain.getFirst().getNotAfter().toInstant();
    }
}
