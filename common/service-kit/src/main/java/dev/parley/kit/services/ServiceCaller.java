package dev.parley.kit.services;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// Calls one other service, over HTTP/1.1 and with a proof of who calls in every request.
public final class ServiceCaller {
    private final String called;
    private final Supplier<String> token;
    private final Optional<SSLContext> trust;

    /// @param called the service's name, for what is said about failures
    /// @param token a new one for each request, for the service that is called
    public ServiceCaller(String called, Supplier<String> token) {
        this(called, token, Optional.empty());
    }

    ServiceCaller(String called, Supplier<String> token, Optional<SSLContext> trust) {
        this.called = called;
        this.token = token;
        this.trust = trust;
    }

    /// @param address the service's base address. With TLS (it begins with `https:`) the service must have the
    /// address's name and be known to whom the installation trusts
    /// @param timeout for connecting, and for each answer
    public CalledService at(URI address, Duration timeout) {
        return new CalledService(this, address, timeout);
    }

    /// For the connections to that service.
    HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        trust.ifPresent(client::sslContext);
        return client;
    }

    /// A request to that service for a client of the caller's own, to be sent at once: its proof is good for
    /// [ServiceKeys#LIFE].
    public HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token());
    }

    /// What each request shows.
    public String token() {
        return token.get();
    }

    String called() {
        return called;
    }
}
