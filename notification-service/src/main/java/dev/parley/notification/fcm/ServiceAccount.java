package dev.parley.notification.fcm;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Google service account, as its JSON file says.
record ServiceAccount(String project, String email, String keyId, PrivateKey key, URI tokenUri) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static ServiceAccount read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            String pem = text(json, "private_key")
                    .replaceAll("-----[A-Z ]+-----", "")
                    .replaceAll("\\s", "");
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new ServiceAccount(
                    text(json, "project_id"),
                    text(json, "client_email"),
                    text(json, "private_key_id"),
                    key,
                    URI.create(text(json, "token_uri")));
        } catch (IOException | GeneralSecurityException | JacksonException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "parley.push.fcm.service-account-file is not the JSON of a service account", unreadable);
        }
    }

    private static String text(JsonNode json, String field) {
        String value = json.path(field).asString("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no " + field);
        }
        return value;
    }

    @Override
    public String toString() {
        return "ServiceAccount[" + project + "]";
    }
}
