package dev.parley.notification.provider;

import dev.parley.contracts.id.ConversationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// What makes a later notice of a conversation take the place of an earlier one at the provider: 32 characters of
/// base64url, as many as Web Push allows (RFC 8030 §5.4). A hash, since providers need not learn who talks to
/// whom.
public final class CollapseKey {
    private static final int BYTES = 24;

    private CollapseKey() {}

    public static String of(ConversationId conversation) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(conversation.value().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
