package dev.parley.bench.load;

import java.nio.charset.StandardCharsets;

/// Finds things in a frame without a tree of it. Servers write `type` first and their fields in a fixed order; a frame
/// that looks otherwise finds nothing and is counted as strange.
public final class Bytes {
    private Bytes() {}

    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static boolean startsWith(byte[] bytes, int length, byte[] what) {
        if (length < what.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (bytes[i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    /// Where the first one after `from` ends; −1 if there is none.
    public static int endOf(byte[] bytes, int from, int length, byte[] what) {
        for (int at = from; at <= length - what.length; at++) {
            int i = 0;
            while (i < what.length && bytes[at + i] == what[i]) {
                i++;
            }
            if (i == what.length) {
                return at + what.length;
            }
        }
        return -1;
    }

    /// How often it is in there.
    static int count(byte[] bytes, int length, byte[] what) {
        int count = 0;
        for (int at = endOf(bytes, 0, length, what); at > 0; at = endOf(bytes, at, length, what)) {
            count++;
        }
        return count;
    }

    /// The decimal number at `at`; −1 if there is none.
    static long number(byte[] bytes, int at, int length) {
        long number = -1;
        for (int i = at; i < length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = Math.max(number, 0) * 10 + bytes[i] - '0';
        }
        return number;
    }

    /// The text at `at` up to the next quote.
    public static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < length && bytes[end] != '"') {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
}
