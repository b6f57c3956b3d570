package dev.parley.notification.webpush;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class EncryptionTest {
    private static final String BROWSER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String SERVER =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";

    @Test
    void theExampleOfRfc8291Section5() throws Exception {
        ECPublicKey serverPublic = P256.decode(bytes(SERVER)).orElseThrow();
        KeyPair server = new KeyPair(
                serverPublic,
                KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(
                                new BigInteger(1, bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), P256.SPEC)));
        byte[] body = Encryption.encrypt(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.UTF_8),
                P256.decode(bytes(BROWSER)).orElseThrow(),
                bytes("BTBZMqHH6r4Tts7J_aSIgg"),
                server,
                bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                        + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                        + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void theLongestMessageIsOneThatPushServicesTake() {
        byte[] body = Encryption.encrypt(
                new byte[Encryption.MAX_PLAIN_BYTES],
                P256.decode(bytes(BROWSER)).orElseThrow(),
                new byte[16],
                new SecureRandom());
        assertThat(body).hasSize(4096);
    }

    @Test
    void keysOfOtherFormsAndPointsOffTheCurveAreRefused() {
        byte[] point = bytes(BROWSER);
        assertThat(P256.decode(point))
                .hasValueSatisfying(key -> assertThat(P256.encode(key)).isEqualTo(point));
        byte[] off = point.clone();
        off[64] ^= 1;
        assertThat(P256.decode(off)).isEmpty();
        byte[] compressed = point.clone();
        compressed[0] = 2;
        assertThat(P256.decode(compressed)).isEmpty();
        assertThat(P256.decode(new byte[65])).isEmpty();
        assertThat(P256.decode(new byte[0])).isEmpty();
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
