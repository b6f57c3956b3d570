package dev.parley.api.session;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The keys with which anyone can check access tokens.
@RestController
class KeysController {
    private static final Duration CACHED = Duration.ofMinutes(5);

    private final AccessTokens accessTokens;

    KeysController(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<String> keys() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(CACHED).cachePublic())
                .contentType(MediaType.APPLICATION_JSON)
                .body(accessTokens.published());
    }
}
