package dev.parley.notification.provider;

/// What a provider takes for a device. Secrets: whoever has one may ring the device, so none is ever shown.
public sealed interface Target {
    Provider provider();

    /// @param token hexadecimal
    record Apns(String token) implements Target {
        @Override
        public Provider provider() {
            return Provider.APNS;
        }

        @Override
        public String toString() {
            return "Apns[]";
        }
    }

    record Fcm(String token) implements Target {
        @Override
        public Provider provider() {
            return Provider.FCM;
        }

        @Override
        public String toString() {
            return "Fcm[]";
        }
    }

    /// @param endpoint URL of the browser's push service
    /// @param p256dh the browser's public key (RFC 8291), an uncompressed point of P-256, base64url without
    ///     padding
    /// @param auth 16 bytes, base64url without padding
    record WebPush(String endpoint, String p256dh, String auth) implements Target {
        @Override
        public Provider provider() {
            return Provider.WEBPUSH;
        }

        @Override
        public String toString() {
            return "WebPush[]";
        }
    }

    record Log() implements Target {
        @Override
        public Provider provider() {
            return Provider.LOG;
        }
    }
}
