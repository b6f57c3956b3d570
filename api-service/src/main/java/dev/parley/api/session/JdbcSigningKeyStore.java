package dev.parley.api.session;

import com.nimbusds.jose.jwk.ECKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/// Table `signing_keys`.
final class JdbcSigningKeyStore implements SigningKeyStore {
    private static final String LOCK = "lock table signing_keys in share row exclusive mode";
    private static final String ALL = "select jwk from signing_keys order by created_at desc, kid";
    private static final String ADD = "insert into signing_keys (kid, jwk, created_at) values (:kid, :jwk, :now)";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    JdbcSigningKeyStore(JdbcClient jdbc, TransactionOperations transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<ECKey> keysOr(Supplier<ECKey> first) {
        List<ECKey> keys = all();
        if (keys.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(LOCK).update();
                if (all().isEmpty()) {
                    add(first.get());
                }
            });
            keys = all();
        }
        return keys;
    }

    private void add(ECKey key) {
        jdbc.sql(ADD)
                .param("kid", key.getKeyID())
                .param("jwk", key.toJSONString())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private List<ECKey> all() {
        return jdbc.sql(ALL).query(JdbcSigningKeyStore::key).list();
    }

    private static ECKey key(ResultSet row, int number) throws SQLException {
        try {
            return ECKey.parse(row.getString("jwk"));
        } catch (ParseException unreadable) {
            throw new IllegalStateException("a signing key can't be read", unreadable);
        }
    }
}
