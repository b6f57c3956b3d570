package dev.parley.notification.fcm;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Access tokens for a service account (RFC 7523): one at a time, had again some minutes before it expires. Safe
/// for
/// any number of threads; while a token is had they wait.
final class GoogleTokens {
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final Duration ASKED_FOR = Duration.ofHours(1);
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final int OK = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceAccount account;
    private final HttpClient http;
    private final Duration timeout;
    private final InstantSource clock;

    private @Nullable Token current;

    private record Token(String value, Instant renewAt) {}

    GoogleTokens(ServiceAccount account, HttpClient http, Duration timeout, InstantSource clock) {
        this.account = account;
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
    }

    /// @throws IOException if none can be had now
    synchronized String get() throws IOException, InterruptedException {
        Token held = current;
        if (held == null || !clock.instant().isBefore(held.renewAt())) {
            held = ask();
            current = held;
        }
        return held.value();
    }

    /// FCM did not take this one.
    synchronized void forget(String value) {
        if (current != null && current.value().equals(value)) {
            current = null;
        }
    }

    private Token ask() throws IOException, InterruptedException {
        Instant now = clock.instant();
        HttpRequest request = HttpRequest.newBuilder(account.tokenUri())
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=" + URLEncoder.encode(GRANT, StandardCharsets.UTF_8)
                        + "&assertion=" + assertion(now)))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != OK) {
            throw new IOException("no access token: status " + response.statusCode());
        }
        try {
            JsonNode json = JSON.readTree(response.body());
            String token = json.path("access_token").asString("");
            long seconds = json.path("expires_in").asLong(0);
            if (token.isEmpty()) {
                throw new IOException("no access token in the answer");
            }
            return new Token(token, now.plusSeconds(seconds).minus(AHEAD));
        } catch (JacksonException unreadable) {
            throw new IOException("no access token in the answer", unreadable);
        }
    }

    private String assertion(Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(account.keyId()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(account.email())
                        .audience(account.tokenUri().toString())
                        .claim("scope", SCOPE)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(ASKED_FOR)))
                        .build());
        try {
            jwt.sign(new RSASSASigner(account.key()));
            return jwt.serialize();
        } catch (JOSEException keyWasChecked) {
            throw new IllegalStateException(keyWasChecked);
        }
    }
}
