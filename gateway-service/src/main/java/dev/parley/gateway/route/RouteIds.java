package dev.parley.gateway.route;

/// Names of the routes; limits are given by them.
public final class RouteIds {
    /// Registering and logging in: dear to serve, and what is tried by whoever guesses passwords.
    public static final String AUTH = "auth";

    public static final String CONNECT = "connect";
    public static final String PRESENCE = "presence";
    public static final String PUSH = "push";
    public static final String API = "api";
    public static final String SOCKET = "socket";

    private RouteIds() {}
}
