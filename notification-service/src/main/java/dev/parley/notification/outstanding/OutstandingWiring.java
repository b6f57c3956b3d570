package dev.parley.notification.outstanding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class OutstandingWiring {
    @Bean
    OutstandingStore outstandingStore(
            JdbcClient jdbc, NamedParameterJdbcOperations batches, TransactionOperations transaction) {
        return new JdbcOutstandingStore(jdbc, batches, transaction);
    }
}
