package dev.parley.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/me",
                "/v1/groups/g.8388608/members/12",
                "/v1/conversations/d.1.2/events",
                "/.well-known/jwks.json",
                "/v1/users/%C3%A4",
                "/v1/users/a%20b",
                "/v1/...",
                "/v1/me/",
            })
    void ourAddressesArePlain(String path) {
        assertThat(PublicPath.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1/me",
                "/v1/../internal/users/1",
                "/v1/..",
                "/v1/./me",
                "/v1/%2e%2e/internal/users/1",
                "/v1/.%2E/internal/users/1",
                "/v1/%252e%252e/internal/users/1",
                "/v1/..;x=1/internal/users/1",
                "/v1/me;x=1",
                "/v1/me%3Bx",
                "/v1/..%2finternal/users/1",
                "/v1/..%5Cinternal/users/1",
                "/v1/..\\internal/users/1",
                "//internal/users/1",
                "/v1//internal/users/1",
                "/v1/me%00",
            })
    void whatABackendMayReadDifferentlyIsNot(String path) {
        assertThat(PublicPath.isPlain(path)).isFalse();
    }
}
