package dev.parley.gateway.page;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Answers with the files of the web client, and with the API page at `/docs`. An address of its own, such as
/// `/c/g.17`, gets the page at `/`, if it is
/// a browser that asks for a page.
final class PageController {
    private static final Duration A_YEAR = Duration.ofDays(365);
    /// Script and style come from here and nowhere else. A chat server may have another host name than the page.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self' ws: wss:; worker-src 'self'; "
            + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Site site;

    PageController(Site site) {
        this.site = site;
    }

    /// Whether the request is for the web client.
    boolean isForPages(ServerRequest request) {
        return find(request) != null;
    }

    Mono<ServerResponse> answer(ServerRequest request) {
        SiteFile file = find(request);
        return file == null ? ServerResponse.notFound().build() : answer(file, acceptsGzip(request));
    }

    private @Nullable SiteFile find(ServerRequest request) {
        String path = request.uri().getRawPath();
        if (path.isEmpty() || path.equals("/")) {
            return site.index();
        }
        if (path.endsWith(".html")) {
            return null; // One address for one page.
        }
        SiteFile file = site.file(path.substring(1));
        if (file == null) {
            file = site.page(path);
        }
        return file == null && Site.isOfPages(path) && wantsPage(request) ? site.index() : file;
    }

    private static boolean wantsPage(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(type -> !type.isWildcardType() && type.includes(MediaType.TEXT_HTML));
    }

    private static boolean acceptsGzip(ServerRequest request) {
        List<String> encodings = request.headers().header(HttpHeaders.ACCEPT_ENCODING);
        return encodings.stream().anyMatch(encoding -> encoding.contains("gzip"));
    }

    private static Mono<ServerResponse> answer(SiteFile file, boolean gzip) {
        boolean small = gzip && file.gzipped().length > 0;
        ServerResponse.BodyBuilder response = ServerResponse.ok()
                .contentType(MediaType.parseMediaType(file.type()))
                .cacheControl(
                        file.isHashed()
                                ? CacheControl.maxAge(A_YEAR).cachePublic().immutable()
                                : CacheControl.noCache())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin");
        if (small) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return response.bodyValue(small ? file.gzipped() : file.bytes());
    }
}
