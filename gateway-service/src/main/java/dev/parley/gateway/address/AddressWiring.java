package dev.parley.gateway.address;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AddressSettings.class)
class AddressWiring {
    @Bean
    ClientAddresses clientAddresses(AddressSettings settings) {
        return new ClientAddresses(settings.ranges());
    }

    @Bean
    ClientAddressFilter clientAddressFilter(ClientAddresses addresses) {
        return new ClientAddressFilter(addresses);
    }

    @Bean
    ForwardedHeaders forwardedHeaders(ClientAddresses addresses) {
        return new ForwardedHeaders(addresses);
    }
}
