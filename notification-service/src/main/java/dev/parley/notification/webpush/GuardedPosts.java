package dev.parley.notification.webpush;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/// Posts to hosts that strangers have named. Names are looked up for each connection and every address must be
/// public; the connection goes to just these addresses, so a name that changes its mind gains nothing. No
/// redirect is
/// followed, no proxy asked, no cookie kept, and nothing takes longer than the timeout.
final class GuardedPosts implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 200;

    /// To one host; more wait for a second and are tried later.
    private static final int MAX_CONNECTIONS_PER_HOST = 50;

    private static final Timeout WAIT_FOR_CONNECTION = Timeout.ofSeconds(1);

    /// Of an answer's body; a connection with more in it is closed.
    private static final int MAX_ANSWER_BYTES = 4_096;

    private final DnsResolver resolver;
    private final Duration timeout;
    private final CloseableHttpClient http;

    record Headers(String authorization, long ttlSeconds, String urgency, String topic) {}

    sealed interface Answer {
        /// @param retryAfter the header as it came
        record Status(int code, Optional<String> retryAfter) implements Answer {}

        /// @param reason a constant
        record None(String reason) implements Answer {}
    }

    GuardedPosts(boolean allowLocal, Duration timeout) {
        this(SystemDefaultDnsResolver.INSTANCE, allowLocal, timeout);
    }

    /// @param names looks names up
    GuardedPosts(DnsResolver names, boolean allowLocal, Duration timeout) {
        this.resolver = allowLocal ? names : new OnlyPublic(names);
        this.timeout = timeout;
        Timeout step = Timeout.of(timeout);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setMaxConnPerRoute(MAX_CONNECTIONS_PER_HOST)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(step)
                                .setSocketTimeout(step)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(WAIT_FOR_CONNECTION)
                        .setResponseTimeout(step)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /// @throws UnknownHostException if there is no such host, or one of its addresses is not public
    void resolve(String host) throws UnknownHostException {
        var _ = resolver.resolve(host);
    }

    Answer post(URI uri, Headers headers, byte[] body) {
        HttpPost post = new HttpPost(uri);
        post.setHeader("Authorization", headers.authorization());
        post.setHeader("TTL", Long.toString(headers.ttlSeconds()));
        post.setHeader("Urgency", headers.urgency());
        post.setHeader("Topic", headers.topic());
        post.setHeader("Content-Encoding", "aes128gcm");
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_OCTET_STREAM));
        // The library's timeouts are for single reads; this one is for all of it.
        FutureTask<Answer> answer = new FutureTask<>(() -> http.execute(post, GuardedPosts::answer));
        Thread.ofVirtual().name("webpush").start(answer);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            post.cancel();
            return new Answer.None("timeout");
        } catch (ExecutionException failed) {
            return new Answer.None(failed.getCause() instanceof UnknownHostException ? "no_host" : "unreachable");
        } catch (InterruptedException stopping) {
            post.cancel();
            Thread.currentThread().interrupt();
            return new Answer.None("stopping");
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        Header retryAfter = response.getFirstHeader("Retry-After");
        Answer answer = new Answer.Status(
                response.getCode(), Optional.ofNullable(retryAfter).map(Header::getValue));
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            InputStream body = entity.getContent();
            if (body != null && body.readNBytes(MAX_ANSWER_BYTES).length == MAX_ANSWER_BYTES) {
                response.close();
            }
        }
        return answer;
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }

    private record OnlyPublic(DnsResolver names) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = names.resolve(host);
            if (addresses == null || addresses.length == 0) {
                throw new UnknownHostException("no such host");
            }
            for (InetAddress address : addresses) {
                if (!PublicAddresses.isPublic(address)) {
                    throw new UnknownHostException("not a public host");
                }
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
