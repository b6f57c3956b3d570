package dev.parley.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BearerSecurityTest {
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Wiring.class);

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void aRequestWithoutTokenIsToldSoInAProblemWithItsCodeAtTopLevel() throws Exception {
        MockHttpServletResponse response = answer(new MockHttpServletRequest("GET", "/v1/me"));
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getHeader(HttpHeaders.WWW_AUTHENTICATE)).isEqualTo("Bearer");
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(response.getContentAsByteArray());
        assertThat(problem.path("code").asString()).isEqualTo("unauthenticated");
        assertThat(problem.path("status").asInt()).isEqualTo(401);
        assertThat(problem.path("type").asString()).isEqualTo("urn:parley:error:unauthenticated");
        assertThat(problem.has("properties")).isFalse();
    }

    @Test
    void aBadTokenHasACodeOfItsOwn() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/me");
        request.addHeader(HttpHeaders.AUTHORIZATION, "Bearer x.y.z");
        MockHttpServletResponse response = answer(request);
        assertThat(response.getStatus()).isEqualTo(401);
        JsonNode problem = JsonMapper.shared().readTree(response.getContentAsByteArray());
        assertThat(problem.path("code").asString()).isEqualTo("token_invalid");
    }

    @Test
    void anOpenAddressNeedsNoToken() throws Exception {
        assertThat(answer(new MockHttpServletRequest("GET", "/open/page")).getStatus())
                .isEqualTo(200);
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        context.getBean(FilterChainProxy.class).doFilter(request, response, new MockFilterChain());
        return response;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Wiring {
        @Bean
        SecurityFilterChain chain(HttpSecurity http) {
            return BearerSecurity.chain(http, "/open/**");
        }

        @Bean
        JwtDecoder decoder() {
            return token -> {
                throw new BadJwtException("none is good");
            };
        }
    }
}
