package dev.parley.client.connection;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

/// Opens WebSockets.
public interface SocketClient {
    /// Returns at once. The listener hears [Listener#opened] or [Listener#gone], and [Listener#gone] at the end,
    /// once, unless the end was [Socket#close].
    Socket open(URI url, Listener listener);

    /// Calls come one after the other, on any thread.
    interface Listener {
        void opened();

        /// One whole text frame. The next one comes after [Socket#next].
        void received(String frame);

        /// The answer to a ping.
        void pong();

        /// The socket could not be opened, broke or was closed.
        void gone();
    }

    /// Safe for several threads; nothing blocks. After the end every call does nothing.
    interface Socket {
        /// Frames arrive in the order of the calls. If more than [#MAX_QUEUED] are waiting to be written, the
        /// socket is closed.
        void write(String frame);

        void ping();

        /// Ready for one more frame.
        void next();

        /// Completes when what was written before has gone out, or will not.
        CompletableFuture<?> close();
    }

    int MAX_QUEUED = 4_096;
}
