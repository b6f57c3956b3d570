package dev.parley.notification.address;

import dev.parley.notification.provider.PushClient;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class AddressWiring {
    @Bean
    AddressStore addressStore(JdbcClient jdbc, TransactionOperations transaction) {
        return new JdbcAddressStore(jdbc, transaction);
    }

    @Bean
    RegisterAddress registerAddress(AddressStore addresses, ObjectProvider<PushClient> clients, Clock clock) {
        List<PushClient> on = clients.stream().toList();
        return new RegisterAddress(addresses, on, clock);
    }
}
