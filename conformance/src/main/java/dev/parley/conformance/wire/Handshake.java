package dev.parley.conformance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The request that opens a WebSocket (RFC 6455 §4), as it should be or with headers changed.
///
/// @param headers a header with an empty value is left out
public record Handshake(Map<String, String> headers) {
    private static final int LONGEST_ANSWER = 65_536;

    /// As a client of the protocol asks.
    public static Handshake usual() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put(
                "Sec-WebSocket-Key",
                Base64.getEncoder().encodeToString("parley-conform-1".getBytes(StandardCharsets.US_ASCII)));
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Protocol", "parley.v1.json");
        headers.put("User-Agent", HttpCalls.AGENT);
        return new Handshake(headers);
    }

    /// @param value empty to leave the header out
    public Handshake with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Handshake(changed);
    }

    /// What the server said.
    ///
    /// @param headers names in lower case
    public record Reply(int status, Map<String, String> headers) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        @Override
        public String toString() {
            return "HTTP " + status + " " + headers;
        }
    }

    byte[] request(URI url) {
        StringBuilder text = new StringBuilder("GET " + url.getRawPath())
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getRawAuthority())
                .append("\r\n");
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                text.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    static Reply readReply(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || text.length() > LONGEST_ANSWER) {
                throw new IOException("no HTTP answer but " + text);
            }
            text.append((char) next);
        }
        String[] lines = text.toString().split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.put(
                        lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                        lines[i].substring(colon + 1).strip());
            }
        }
        String[] words = lines[0].split(" ", -1);
        if (words.length < 2) {
            throw new IOException("no HTTP answer but " + lines[0]);
        }
        return new Reply(Integer.parseInt(words[1]), headers);
    }
}
