package dev.parley.client.account;

import dev.parley.contracts.error.ErrorCode;

/// The server refused a request. The same request will be refused again.
public final class RefusedException extends RuntimeException {
    private final int status;
    private final String code;

    /// @param status of the HTTP answer
    /// @param code wire name of an error code, maybe one that this version does not know
    /// @param detail a sentence for people
    public RefusedException(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /// For people.
    public String detail() {
        return String.valueOf(getMessage());
    }

    public boolean is(ErrorCode what) {
        return code.equals(what.wireName());
    }
}
