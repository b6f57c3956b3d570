package dev.parley.notification.webpush;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts for one browser (RFC 8291), as one record of content coding `aes128gcm` (RFC 8188).
final class Encryption {
    /// A push service takes 4,096 bytes (RFC 8030 §7.2); header, tag and delimiter are the difference.
    static final int MAX_PLAIN_BYTES = 3_993;

    static final int AUTH_BYTES = 16;

    private static final int SALT_BYTES = 16;
    private static final int RECORD_BYTES = 4_096;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int SECRET_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;

    private Encryption() {}

    /// With a key pair and a salt of its own.
    static byte[] encrypt(byte[] plain, ECPublicKey browser, byte[] auth, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256.SPEC, random);
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return encrypt(plain, browser, auth, generator.generateKeyPair(), salt);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /// @param server used for this one message
    static byte[] encrypt(byte[] plain, ECPublicKey browser, byte[] auth, KeyPair server, byte[] salt)
            throws GeneralSecurityException {
        if (plain.length > MAX_PLAIN_BYTES) {
            throw new IllegalArgumentException("too long for one record");
        }
        byte[] browserPoint = P256.encode(browser);
        byte[] serverPoint = P256.encode((ECPublicKey) server.getPublic());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(server.getPrivate());
        agreement.doPhase(browser, true);
        byte[] secret = derive(
                auth, agreement.generateSecret(), info("WebPush: info", browserPoint, serverPoint), SECRET_BYTES);

        byte[] key = derive(salt, secret, info("Content-Encoding: aes128gcm"), KEY_BYTES);
        byte[] nonce = derive(salt, secret, info("Content-Encoding: nonce"), NONCE_BYTES);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] record = Arrays.copyOf(plain, plain.length + 1);
        record[plain.length] = LAST_RECORD;
        byte[] sealed = cipher.doFinal(record);

        return ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1 + serverPoint.length + sealed.length)
                .put(salt)
                .putInt(RECORD_BYTES)
                .put((byte) serverPoint.length)
                .put(serverPoint)
                .put(sealed)
                .array();
    }

    /// HKDF (RFC 5869) with SHA-256.
    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int length) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(secret)
                        .thenExpand(info, length));
    }

    /// A label, a zero byte, and what follows.
    private static byte[] info(String label, byte[]... rest) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        int length = text.length + 1;
        for (byte[] part : rest) {
            length += part.length;
        }
        ByteBuffer info = ByteBuffer.allocate(length).put(text).put((byte) 0);
        for (byte[] part : rest) {
            info.put(part);
        }
        return info.array();
    }
}
