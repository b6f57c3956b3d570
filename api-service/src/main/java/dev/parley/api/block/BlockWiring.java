package dev.parley.api.block;

import dev.parley.api.outbox.Outbox;
import dev.parley.kit.ids.IdSource;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class BlockWiring {
    @Bean
    BlockStore blockStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox, Clock clock) {
        return new JdbcBlockStore(jdbc, transaction, outbox, clock);
    }

    @Bean
    ChangeBlock changeBlock(BlockStore blocks, Outbox outbox, IdSource ids) {
        return new ChangeBlock(blocks, outbox, ids);
    }
}
