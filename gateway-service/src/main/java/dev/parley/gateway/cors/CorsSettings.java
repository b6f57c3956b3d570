package dev.parley.gateway.cors;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Cross-origin requests (the Fetch standard's CORS protocol).
///
/// @param allowedOrigins `scheme://host[:port]` of pages that may use the REST interface and open sockets; `*` for
/// all. Empty: browsers keep other sites' pages from reading answers, and nothing is refused here. Once one is
/// named, all others are refused, so where TLS ends in front of the gateway its own public origin belongs on the
/// list
@ConfigurationProperties("parley.gateway.cors")
record CorsSettings(@DefaultValue List<String> allowedOrigins) {
    CorsSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
