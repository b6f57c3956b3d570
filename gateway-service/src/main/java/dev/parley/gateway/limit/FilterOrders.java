package dev.parley.gateway.limit;

/// In which order a routed request is checked. Spring's own filters begin at 10,000.
final class FilterOrders {
    static final int LIMIT_REQUESTS = 100;
    static final int LIMIT_BODY = 200;

    private FilterOrders() {}
}
