package dev.parley.notification.webpush;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The URL of a browser's push service, as far as it can be judged without looking up its name.
///
/// @param origin the audience of VAPID: scheme, host and, where it is not the scheme's own, port
record Endpoint(URI uri, String host, String origin) {
    /// As long as an index of PostgreSQL takes; real ones have under 500 characters.
    static final int MAX_LENGTH = 2_000;

    /// A name with a dot whose last part has a letter: no address in any notation, and nothing that is looked up
    /// in
    /// this machine's own domain.
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final int HTTPS_PORT = 443;

    /// @param allowLocal take any host, port and plain HTTP, too
    /// @return empty for what can't be a push service's
    static Optional<Endpoint> parse(String text, boolean allowLocal) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            String name = host.toLowerCase(Locale.ROOT);
            boolean usual = "https".equals(uri.getScheme())
                    && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT)
                    && NAME.matcher(name).matches()
                    && isAscii(text);
            boolean local = allowLocal && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return usual || local ? Optional.of(new Endpoint(uri, name, origin(uri, name))) : Optional.empty();
        } catch (URISyntaxException noUrl) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(it -> it > ' ' && it < 0x7f);
    }

    private static String origin(URI uri, String name) {
        String port = uri.getPort() == -1 || uri.getPort() == HTTPS_PORT ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + name + port;
    }

    /// The path is a secret.
    @Override
    public String toString() {
        return origin;
    }
}
