package dev.parley.api.group;

import dev.parley.api.outbox.Outbox;
import dev.parley.kit.ids.IdSource;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class GroupWiring {
    @Bean
    GroupStore groupStore(JdbcClient jdbc, TransactionOperations transaction, Outbox outbox, Clock clock) {
        return new JdbcGroupStore(jdbc, transaction, outbox, clock);
    }

    @Bean
    ChangeGroup changeGroup(GroupStore groups, Outbox outbox, IdSource ids) {
        return new ChangeGroup(groups, outbox, ids);
    }

    @Bean
    LeaveGroups leaveGroups(GroupStore groups, ChangeGroup changeGroup) {
        return new LeaveGroups(groups, changeGroup);
    }
}
