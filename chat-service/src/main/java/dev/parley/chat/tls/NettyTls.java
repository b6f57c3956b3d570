package dev.parley.chat.tls;

import dev.parley.kit.files.Reloaded;
import dev.parley.kit.launch.WrongUseException;
import dev.parley.kit.tls.ServerIdentity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// TLS 1.2 and 1.3 for connections that come in, or none. A new connection meets the files' newest certificate; those
/// that stand keep theirs.
public final class NettyTls implements AutoCloseable {
    private static final String CERTIFICATE = "parley.chat.edge.tls.certificate";
    private static final String KEY = "parley.chat.edge.tls.key";
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final @Nullable Reloaded<Shown> shown;

    private record Shown(ServerIdentity identity, SslContext context) {}

    private NettyTls(@Nullable Reloaded<Shown> shown) {
        this.shown = shown;
    }

    public static NettyTls none() {
        return new NettyTls(null);
    }

    /// @throws WrongUseException if one file is named without the other, can't be read, or is not the other's
    static NettyTls of(TlsSettings settings, TlsMetrics metrics, Clock clock) {
        @Nullable Path certificate = settings.certificate();
        @Nullable Path key = settings.key();
        if (certificate == null && key == null) {
            return none();
        }
        if (certificate == null || key == null) {
            throw new WrongUseException(
                    (certificate == null ? CERTIFICATE : KEY) + " is not set, but "
                            + (certificate == null ? KEY : CERTIFICATE) + " is.",
                    "Set both for TLS at the WebSocket port, or none.");
        }
        try {
            Reloaded<Shown> reloaded = new Reloaded<>(
                            "edge-certificate", List.of(certificate, key), NettyTls::show, metrics::unreadable)
                    .start();
            metrics.watch(() -> reloaded.get().identity().expiresAt(), clock);
            return new NettyTls(reloaded);
        } catch (UncheckedIOException | IllegalArgumentException unusable) {
            throw new WrongUseException(
                    CERTIFICATE + " names " + certificate + " and " + KEY + " names " + key
                            + ", which are of no use together: " + unusable.getMessage() + ".",
                    "Both are PEM files that the server may read: the certificate first and then those that lead to"
                            + " its authority in one, the certificate's key without a password in the other.");
        }
    }

    private static Shown show(List<byte[]> pem) {
        ServerIdentity identity = ServerIdentity.parse(pem);
        try {
            return new Shown(
                    identity,
                    SslContextBuilder.forServer(identity.key(), identity.chain())
                            .sslProvider(SslProvider.JDK)
                            .protocols(VERSIONS)
                            .build());
        } catch (SSLException refused) {
            throw new IllegalArgumentException("TLS takes neither, " + refused.getMessage(), refused);
        }
    }

    public boolean isOn() {
        return shown != null;
    }

    /// For the first place in a new connection's pipeline; empty without TLS.
    ///
    /// @param handshake how long the handshake may take
    public Optional<SslHandler> handler(ByteBufAllocator allocator, Duration handshake) {
        return Optional.ofNullable(shown).map(it -> {
            SslHandler handler = it.get().context().newHandler(allocator);
            handler.setHandshakeTimeoutMillis(handshake.toMillis());
            return handler;
        });
    }

    /// For clients in this process that connect to its own port, by whatever address: they know its certificate.
    public Optional<SSLContext> trustInSelf() {
        return Optional.ofNullable(shown)
                .map(it -> OnlyCertificate.context(
                        () -> it.get().identity().chain().getFirst()));
    }

    /// Looks at the files now.
    void look() {
        if (shown != null) {
            shown.look();
        }
    }

    @Override
    public void close() {
        if (shown != null) {
            shown.close();
        }
    }
}
