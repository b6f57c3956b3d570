package dev.parley.api.account;

import dev.parley.fuzzkit.FuzzTarget;

/// What users write about themselves and what has a form: names to log in with, and quiet hours.
public final class AccountTextsFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "account-texts";
    }

    @Override
    public String promise() {
        return "a value or nothing, and what is written is the same value";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        UserName.of(text)
                .ifPresent(name ->
                        FuzzTarget.requireEqual(name, UserName.of(name.value()).orElseThrow()));
        QuietHours.parse(text)
                .ifPresent(hours -> FuzzTarget.requireEqual(
                        hours, QuietHours.parse(hours.toString()).orElseThrow()));
    }
}
