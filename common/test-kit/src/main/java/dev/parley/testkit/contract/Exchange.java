package dev.parley.testkit.contract;

/// A request over HTTP and its answer.
///
/// @param target the path as sent, with the query
/// @param request its body, empty if it has none
/// @param type the answer's media type without parameters, empty if it has none
/// @param response its body; of anything but JSON it matters only whether it is empty
public record Exchange(String method, String target, String request, int status, String type, String response) {
    public Exchange {
        if (!target.startsWith("/")) {
            throw new IllegalArgumentException("a target begins with a slash: " + target);
        }
    }

    String path() {
        return target.replaceAll("\\?.*", "");
    }

    boolean isProblem() {
        return type.equals("application/problem+json");
    }
}
