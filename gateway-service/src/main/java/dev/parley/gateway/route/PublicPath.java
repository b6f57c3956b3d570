package dev.parley.gateway.route;

/// Tells paths that mean one thing to everyone from those that a backend may read differently than the gateway did:
/// `/v1/../internal/users/7` begins like a public path and ends as an internal one.
public final class PublicPath {
    private PublicPath() {}

    /// Whether the path as sent has no dot segments, no empty segments, no parameters of segments, no backslashes,
    /// and hides none of these behind percent encoding. No address of ours needs any of them.
    public static boolean isPlain(String rawPath) {
        if (!rawPath.startsWith("/") || rawPath.indexOf(';') >= 0 || rawPath.indexOf('\\') >= 0) {
            return false;
        }
        int start = 1;
        while (start < rawPath.length()) {
            int slash = rawPath.indexOf('/', start);
            int end = slash < 0 ? rawPath.length() : slash;
            if (!isPlainSegment(rawPath.substring(start, end))) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isPlainSegment(String segment) {
        return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..") && !hidesSomething(segment);
    }

    /// `%00`, `%2e`, `%2f`, `%3b`, `%5c` and an encoded percent sign, which a second decoding would turn into one
    /// of them.
    private static boolean hidesSomething(String segment) {
        for (int at = segment.indexOf('%'); at >= 0; at = segment.indexOf('%', at + 1)) {
            String code = segment.substring(at + 1, Math.min(at + 3, segment.length()));
            switch (code.toLowerCase(java.util.Locale.ROOT)) {
                case "00", "2e", "2f", "3b", "5c", "25" -> {
                    return true;
                }
                default -> {
                    // An ordinary character.
                }
            }
        }
        return false;
    }
}
