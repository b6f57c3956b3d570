package dev.parley.notification.webpush;

import dev.parley.notification.provider.Target;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The receiving side of Web Push, written from RFC 8291 and RFC 8188 without a line of ours.
public final class Browser {
    private final KeyPair keys;
    private final byte[] auth = new byte[16];

    public Browser() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            keys = generator.generateKeyPair();
            new SecureRandom().nextBytes(auth);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Target.WebPush subscription(String endpoint) {
        return new Target.WebPush(endpoint, base64(publicPoint()), base64(auth));
    }

    private byte[] publicPoint() {
        byte[] encoded = keys.getPublic().getEncoded(); // SubjectPublicKeyInfo ends with the point.
        return Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public String decrypt(byte[] body) {
        try {
            ByteBuffer in = ByteBuffer.wrap(body);
            byte[] salt = new byte[16];
            in.get(salt);
            int recordBytes = in.getInt();
            byte[] serverPoint = new byte[in.get() & 0xff];
            in.get(serverPoint);
            byte[] sealed = new byte[in.remaining()];
            in.get(sealed);
            if (sealed.length > recordBytes || body.length > 4096) {
                throw new IllegalStateException("more than one record");
            }
            ECPublicKey server = P256.decode(serverPoint).orElseThrow();
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(keys.getPrivate());
            agreement.doPhase(server, true);

            byte[] prk = hmac(auth, agreement.generateSecret());
            byte[] secret = hmac(prk, concat(ascii("WebPush: info\0"), publicPoint(), serverPoint, new byte[] {1}));
            byte[] prk2 = hmac(salt, secret);
            byte[] key = Arrays.copyOf(hmac(prk2, ascii("Content-Encoding: aes128gcm\0\1")), 16);
            byte[] nonce = Arrays.copyOf(hmac(prk2, ascii("Content-Encoding: nonce\0\1")), 12);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            byte[] padded = cipher.doFinal(sealed);
            int end = padded.length - 1;
            while (padded[end] == 0) {
                end--;
            }
            if (padded[end] != 2) {
                throw new IllegalStateException("no last record");
            }
            return new String(padded, 0, end, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
