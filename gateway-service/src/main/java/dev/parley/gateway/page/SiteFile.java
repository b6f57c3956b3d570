package dev.parley.gateway.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// One file of the web client.
///
/// @param type as `Content-Type` says it
/// @param gzipped empty where that would not make it smaller
/// @param isHashed its name changes with what is in it, so that a browser may keep it forever
record SiteFile(String type, byte[] bytes, byte[] gzipped, boolean isHashed) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "txt", "text/plain;charset=utf-8",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json");

    /// @param path below the site, such as `assets/index-1a2b3c.js`
    static SiteFile of(String path, byte[] bytes) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("no content type is known for " + path);
        }
        byte[] gzipped = gzip(bytes);
        return new SiteFile(
                type, bytes, gzipped.length < bytes.length ? gzipped : new byte[0], path.startsWith("assets/"));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return gzipped.toByteArray();
    }
}
