package dev.parley.kit.tls;

import dev.parley.testkit.tls.TestIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Takes TLS connections and says how the handshakes went. An engine would need a file for each of its own formats.
final class TlsWitness implements AutoCloseable {
    private static final char[] NONE = new char[0];

    private final SSLServerSocket door;
    private final BlockingQueue<Boolean> handshakes = new LinkedBlockingQueue<>();

    TlsWitness(TestIdentity shown) {
        try {
            door = (SSLServerSocket)
                    context(shown).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
        Thread.ofPlatform().daemon().start(this::take);
    }

    private static SSLContext context(TestIdentity shown) throws IOException, GeneralSecurityException {
        ServerIdentity identity =
                ServerIdentity.parse(List.of(Files.readAllBytes(shown.certificate()), Files.readAllBytes(shown.key())));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("it", identity.key(), NONE, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NONE);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void take() {
        while (!door.isClosed()) {
            try (SSLSocket socket = (SSLSocket) door.accept()) {
                socket.startHandshake();
                // The client's first word comes after it has looked at the certificate.
                handshakes.add(socket.getInputStream().read() >= 0);
            } catch (IOException refused) {
                handshakes.add(false);
            }
        }
    }

    int port() {
        return door.getLocalPort();
    }

    /// Whether the next client that came trusted what it saw.
    boolean nextIsTrusting() throws InterruptedException {
        return Boolean.TRUE.equals(handshakes.poll(20, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
