package dev.parley.discovery.region;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Which regions there are.
///
/// @param regions as chat servers name theirs; the first is the default
@ConfigurationProperties("parley.discovery")
record RegionSettings(List<String> regions) {
    RegionSettings {
        regions = List.copyOf(regions);
    }
}
