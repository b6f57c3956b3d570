package dev.parley.notification.webpush;

import dev.parley.fuzzkit.FuzzTarget;
import java.util.Arrays;

/// A browser's subscription: where it is pushed to, and its public key. Whoever can name an endpoint makes this
/// service connect to it.
public final class SubscriptionFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "push-subscriptions";
    }

    @Override
    public String promise() {
        return "only https to a name with a dot, and keys only as written; the rest is nothing";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        Endpoint.parse(text, false).ifPresent(endpoint -> {
            FuzzTarget.requireEqual(text, endpoint.uri().toString());
            FuzzTarget.requireEqual("https", String.valueOf(endpoint.uri().getScheme()));
            FuzzTarget.requireEqual("https://" + endpoint.host(), endpoint.origin());
            FuzzTarget.require(endpoint.host().contains("."), "a name with a dot");
            FuzzTarget.require(!endpoint.host().matches("[0-9.]*"), "a name, not an address");
        });
        Endpoint.parse(text, true);
        P256.decode(input).ifPresent(key -> FuzzTarget.require(Arrays.equals(input, P256.encode(key)), "the same key"));
    }
}
