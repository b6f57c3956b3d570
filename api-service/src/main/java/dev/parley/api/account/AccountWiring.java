package dev.parley.api.account;

import dev.parley.api.limit.LimitAttempts;
import dev.parley.kit.ids.IdSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountSettings.class)
class AccountWiring {
    private static final int DECOY_BYTES = 32;

    @Bean
    AccountStore accountStore(JdbcClient jdbc, TransactionOperations transaction) {
        return new JdbcAccountStore(jdbc, transaction);
    }

    @Bean
    Argon2PasswordHashing argon2PasswordHashing(AccountSettings settings) {
        return new Argon2PasswordHashing(settings.threads(), settings.hashingQueue());
    }

    @Bean
    AccountMetrics accountMetrics(Argon2PasswordHashing argon2, MeterRegistry registry) {
        return new AccountMetrics(argon2, registry);
    }

    @Bean
    FindAccount findAccount(AccountStore accounts) {
        return new FindAccount(accounts);
    }

    @Bean
    RegisterAccount registerAccount(AccountStore accounts, AccountMetrics hashing, IdSource ids, Clock clock) {
        return new RegisterAccount(accounts, hashing, ids, clock);
    }

    @Bean
    CheckPassword checkPassword(
            AccountStore accounts, AccountMetrics hashing, LimitAttempts limit, RandomGenerator random) {
        SingletonSupplier<String> decoy = SingletonSupplier.of(() -> {
            byte[] unguessable = new byte[DECOY_BYTES];
            random.nextBytes(unguessable);
            return hashing.hash(new Password(Base64.getEncoder().encodeToString(unguessable)));
        });
        return new CheckPassword(accounts, hashing, limit, decoy::obtain);
    }

    @Bean
    ChangePassword changePassword(AccountStore accounts, AccountMetrics hashing, CheckPassword checkPassword) {
        return new ChangePassword(accounts, hashing, checkPassword);
    }
}
