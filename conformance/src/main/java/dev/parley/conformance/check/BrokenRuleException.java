package dev.parley.conformance.check;

/// The server does not do what the rule says.
public final class BrokenRuleException extends RuntimeException {
    private final String expected;
    private final String came;

    public BrokenRuleException(String expected, Object came) {
        super("expected " + expected + "; came " + came);
        this.expected = expected;
        this.came = came.toString();
    }

    public String expected() {
        return expected;
    }

    public String came() {
        return came;
    }
}
