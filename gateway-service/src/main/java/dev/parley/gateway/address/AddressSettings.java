package dev.parley.gateway.address;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whom to believe about addresses.
///
/// @param trustedProxies address blocks of proxies in front of the gateway; X-Forwarded-For and -Proto count only
/// from them
@ConfigurationProperties("parley.gateway")
record AddressSettings(@DefaultValue List<String> trustedProxies) {
    AddressSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }

    List<AddressRange> ranges() {
        return trustedProxies.stream().map(AddressRange::parse).toList();
    }
}
