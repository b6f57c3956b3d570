package dev.parley.api.session;

import dev.parley.fuzzkit.FuzzTarget;
import java.util.Arrays;

/// What a client sends to get a new access token.
public final class RefreshTokenFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "refresh-tokens";
    }

    @Override
    public String promise() {
        return "a token or nothing, and what is written is the same token";
    }

    @Override
    public void hold(byte[] input) {
        RefreshToken.parse(FuzzTarget.text(input)).ifPresent(token -> {
            RefreshToken again = RefreshToken.parse(token.text()).orElseThrow();
            FuzzTarget.require(Arrays.equals(token.familyHash(), again.familyHash()), "the same family");
            FuzzTarget.require(Arrays.equals(token.ownHash(), again.ownHash()), "the same token");
        });
    }
}
