package dev.parley.contracts.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.frame.ClientFrameReader.Reading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientFrameFuzzTest {
    private static final long SEED = 20_260_102L;
    private static final int ROUNDS = 200_000;
    private static final Set<ErrorCode> EXPECTED = Set.of(ErrorCode.INVALID_FRAME, ErrorCode.UNKNOWN_TYPE);

    private static final List<String> VALID = List.of(
            "{\"type\":\"hello\",\"ticket\":\"abc.def\",\"deviceId\":\"12\",\"cursor\":\"1.5\"}",
            "{\"type\":\"send\",\"clientMessageId\":\"m-1\",\"conversationId\":\"d.7.9\",\"text\":\"h\\ud83d\\ude00é😀\",\"afterSeq\":0}",
            "{\"type\":\"pull\",\"requestId\":\"p-1\",\"conversationId\":\"g.5\",\"after\":3,\"limit\":20}",
            "{\"type\":\"read\",\"conversationId\":\"d.7.9\",\"seq\":4}",
            "{\"type\":\"watch\",\"userIds\":[\"7\",\"9\"],\"x\":[{\"a\":[1.5e3,null,true]}]}");

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "\\",
            "\\u",
            "\\ud800",
            "\0",
            "null",
            "1e999",
            "-",
            "00",
            "type",
            "﻿",
            "9".repeat(40));

    /// Whatever bytes come, the reader answers with a frame or a reason, and the reason can be written back.
    @Test
    void noMutationOfAFrameThrows() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] json = VALID.get(random.nextInt(VALID.size())).getBytes(StandardCharsets.UTF_8);
            for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
                json = mutated(json, random);
            }
            Reading reading = ClientFrameReader.read(new ByteArrayInputStream(json));
            if (reading instanceof Reading.Failed failed) {
                assertThat(failed.why().code()).as("round %d", round).isIn(EXPECTED);
                ByteArrayOutputStream answer = new ByteArrayOutputStream();
                ServerFrameWriter.write(
                        new ServerFrame.Error(
                                failed.why().code(),
                                failed.why().detail(),
                                failed.clientMessageId(),
                                failed.requestId(),
                                null),
                        answer);
                assertThat(answer.size()).isLessThan(1_000);
            }
        }
    }

    private static byte[] mutated(byte[] json, Random random) {
        int at = random.nextInt(json.length + 1);
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(json, at);
            case 1 -> spliced(json, at, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> spliced(json, at, Math.min(json.length, at + random.nextInt(1, 8)), new byte[0]);
            case 3 ->
                spliced(json, at, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            default -> {
                int from = random.nextInt(json.length + 1);
                yield spliced(json, at, at, Arrays.copyOfRange(json, Math.min(at, from), Math.max(at, from)));
            }
        };
    }

    private static byte[] spliced(byte[] json, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(json, 0, from);
        out.writeBytes(middle);
        out.write(json, to, json.length - to);
        return out.toByteArray();
    }
}
