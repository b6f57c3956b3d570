package dev.parley.contracts.id;

import dev.parley.contracts.directory.SlotOwner;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.frame.Cursor;
import dev.parley.fuzzkit.FuzzTarget;
import java.util.Set;
import java.util.function.Function;

/// Ids, cursors and the like, which stand in frames, paths, queries, headers and tickets.
public final class TextFormsFuzzTarget implements FuzzTarget {
    @Override
    public String name() {
        return "text-forms";
    }

    @Override
    public String promise() {
        return "a value or an IllegalArgumentException; ids have one text form, and what is written is read again";
    }

    @Override
    public void hold(byte[] input) {
        String text = FuzzTarget.text(input);
        only(text, UserId::parse, UserId::toString);
        only(text, DeviceId::parse, DeviceId::toString);
        only(text, MessageId::parse, MessageId::toString);
        only(text, SessionId::parse, SessionId::toString);
        only(text, ConversationId::parse, ConversationId::value);
        again(text, Cursor::parse, Cursor::text);
        again(text, Mute::parse, Mute::text);
        again(text, UserId::parseList, (Set<UserId> users) -> UserId.list(users));
        SlotOwner.parse(text)
                .ifPresent(owner -> FuzzTarget.requireEqual(
                        owner, SlotOwner.parse(owner.text()).orElseThrow()));
    }

    /// No two texts mean the same value.
    private static <T> void only(String text, Function<String, T> parse, Function<T, String> write) {
        T value;
        try {
            value = parse.apply(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        FuzzTarget.requireEqual(text, write.apply(value));
    }

    private static <T> void again(String text, Function<String, T> parse, Function<T, String> write) {
        T value;
        try {
            value = parse.apply(text);
        } catch (IllegalArgumentException refused) {
            return;
        }
        FuzzTarget.requireEqual(value, parse.apply(write.apply(value)));
    }
}
