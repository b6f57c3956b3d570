package dev.parley.api.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a client trades for a new access token, once. Two halves of 128 random bits: the first is the family's and
/// stays
/// from one token to the next, the second is this token's own. So an old token is recognised as one of its family
/// though
/// only the current one's hash is kept, and nobody who has not seen a token of the family can make one up. Only
/// hashes are stored.
///
/// Rotation and what re-use means follow RFC 9700 §4.14.2.
final class RefreshToken {
    private static final int HALF = 16;

    private final byte[] family;
    private final byte[] own;

    private RefreshToken(byte[] family, byte[] own) {
        this.family = family;
        this.own = own;
    }

    /// The first token of a new family.
    static RefreshToken first(RandomGenerator random) {
        byte[] family = new byte[HALF];
        random.nextBytes(family);
        return new RefreshToken(family, own(random));
    }

    /// The token that takes this one's place.
    RefreshToken next(RandomGenerator random) {
        return new RefreshToken(family, own(random));
    }

    private static byte[] own(RandomGenerator random) {
        byte[] own = new byte[HALF];
        random.nextBytes(own);
        return own;
    }

    /// Empty for what no token looks like.
    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return bytes.length == 2 * HALF
                ? Optional.of(new RefreshToken(Arrays.copyOf(bytes, HALF), Arrays.copyOfRange(bytes, HALF, 2 * HALF)))
                : Optional.empty();
    }

    /// What goes to the client. Secret.
    String text() {
        byte[] both = Arrays.copyOf(family, 2 * HALF);
        System.arraycopy(own, 0, both, HALF, HALF);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    byte[] familyHash() {
        return sha256(family);
    }

    byte[] ownHash() {
        return sha256(own);
    }

    private static byte[] sha256(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[]";
    }
}
