package dev.parley.kit.services;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// How one other service is called: over HTTP/1.1, with a proof of who calls in every request.
public final class ServiceCaller {
    private final Supplier<String> token;
    private final Optional<SSLContext> trust;

    /// @param token a new one for each request, for the service that is called
    public ServiceCaller(Supplier<String> token) {
        this(token, Optional.empty());
    }

    ServiceCaller(Supplier<String> token, Optional<SSLContext> trust) {
        this.token = token;
        this.trust = trust;
    }

    /// For the connections to that service. With TLS (an address that begins with `https:`) it must have the
    /// address's name and be known to whom the installation trusts.
    public HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        trust.ifPresent(client::sslContext);
        return client;
    }

    /// A request to that service, to be sent at once: its proof is good for [ServiceKeys#LIFE].
    public HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token());
    }

    /// What `request` shows.
    public String token() {
        return token.get();
    }
}
