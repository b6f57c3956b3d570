package dev.parley.contracts.record;

import dev.parley.fuzzkit.FuzzTarget;

/// Kafka records, messages of the bus and what services ask each other. They come from our own processes, but one
/// that can't be read must be an [UnreadableRecordException]: anything else stops the partition it lies in.
public final class RecordFuzzTarget implements FuzzTarget {
    private interface Decoding<T> {
        T decode(byte[] bytes) throws UnreadableRecordException;
    }

    private interface Encoding<T> {
        byte[] encode(T value);
    }

    @Override
    public String name() {
        return "records";
    }

    @Override
    public String promise() {
        return "a value or an UnreadableRecordException, and what is written is read again";
    }

    @Override
    public void hold(byte[] input) throws UnreadableRecordException {
        again(input, LogRecords::decode, LogRecords::encode);
        again(input, LogRecords::conversation, LogRecords::key);
        again(input, InboxRecords::decode, InboxRecords::encode);
        again(input, InboxRecords::user, InboxRecords::key);
        again(input, EventBodies::decode, EventBodies::encode);
        again(input, PushRequests::decode, PushRequests::encode);
        again(input, PresenceRecords::decode, PresenceRecords::encode);
        again(input, BusMessages::decode, BusMessages::encode);
        again(input, PresenceMessages::decodeWatches, PresenceMessages::encodeWatches);
        again(input, PresenceMessages::decodeStates, PresenceMessages::encodeStates);
        again(input, PresenceMessages::decodeGlances, PresenceMessages::encodeGlances);
        again(input, PresenceMessages::decodeVisible, PresenceMessages::encodeVisible);
    }

    private static <T> void again(byte[] input, Decoding<T> decoding, Encoding<T> encoding)
            throws UnreadableRecordException {
        T value;
        try {
            value = decoding.decode(input);
        } catch (UnreadableRecordException refused) {
            return;
        }
        FuzzTarget.requireEqual(value, decoding.decode(encoding.encode(value)));
    }
}
