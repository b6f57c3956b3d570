package dev.parley.kit.tls;

import dev.parley.kit.launch.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The authorities that connections trust: the ones of a file and no others, or the JDK's.
public final class Trust {
    private final List<X509Certificate> authorities;

    private Trust(List<X509Certificate> authorities) {
        this.authorities = List.copyOf(authorities);
    }

    /// @throws WrongUseException if the file can't be read or holds none
    public static Trust of(TrustSettings settings) {
        return of("parley.trust.ca-file", settings.caFile());
    }

    /// @param setting the name under which somebody set the file
    /// @param file certificates in PEM; null: the JDK's authorities
    /// @throws WrongUseException if the file can't be read or holds none
    public static Trust of(String setting, @Nullable Path file) {
        if (file == null) {
            return new Trust(List.of());
        }
        try {
            return new Trust(Certificates.parse(Files.readAllBytes(file)));
        } catch (IOException | IllegalArgumentException unusable) {
            throw new WrongUseException(
                    setting + " names " + file + ", in which no certificate can be read.",
                    "Name a file with the certificates of your authorities in PEM that the service may read.");
        }
    }

    /// Empty where the JDK's are trusted.
    public Optional<TrustManagerFactory> factory() {
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Optional.of(factory);
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("a store in memory", impossible);
        }
    }

    /// For clients; names are for them to check. Empty where the JDK's are trusted.
    public Optional<SSLContext> context() {
        return factory().map(factory -> {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, factory.getTrustManagers(), null);
                return context;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every JDK has TLS", impossible);
            }
        });
    }
}
