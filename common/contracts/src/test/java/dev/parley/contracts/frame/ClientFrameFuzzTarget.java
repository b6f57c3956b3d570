package dev.parley.contracts.frame;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ClientFrameReader.Reading;
import dev.parley.fuzzkit.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Set;

/// What a client sends once it is connected.
public final class ClientFrameFuzzTarget implements FuzzTarget {
    private static final Set<ErrorCode> REASONS = Set.of(ErrorCode.INVALID_FRAME, ErrorCode.UNKNOWN_TYPE);

    /// The answer to a frame of a megabyte must not be one of a megabyte.
    private static final int MAX_ANSWER_BYTES = 1_000;

    @Override
    public String name() {
        return "client-frames";
    }

    @Override
    public String promise() {
        return "a frame or a reason, always the same one, and the reason fits into a short answer";
    }

    @Override
    public void hold(byte[] input) {
        Reading reading = ClientFrameReader.read(new ByteArrayInputStream(input));
        FuzzTarget.requireEqual(reading, ClientFrameReader.read(new ByteArrayInputStream(input)));
        if (reading instanceof Reading.Failed failed) {
            FuzzTarget.require(REASONS.contains(failed.why().code()), "a reason that the protocol names");
            FuzzTarget.require(answerBytes(failed) < MAX_ANSWER_BYTES, "a short answer");
        }
    }

    private static int answerBytes(Reading.Failed failed) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ServerFrameWriter.write(
                new ServerFrame.Error(
                        failed.why().code(), failed.why().detail(), failed.clientMessageId(), failed.requestId(), null),
                answer);
        return answer.size();
    }
}
