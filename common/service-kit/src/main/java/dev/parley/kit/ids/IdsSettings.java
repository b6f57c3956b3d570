package dev.parley.kit.ids;

import dev.parley.contracts.id.GeneratorBounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How this process stamps ids and keeps its lease.
///
/// @param maxLead see [GeneratorBounds]
/// @param maxWait see [GeneratorBounds]
/// @param promise how far ahead of the clock the highest time used is told at each renewal. Ids beyond are refused
/// until
/// the next renewal, so it is at least the lease's length plus `maxLead`; id-service refuses what is too far ahead
/// of its
/// database's clock, and thereby processes whose clock is
/// @param requestTimeout of one call to id-service
/// @param retryFirst before the first repeat of a failed call; doubled for each further one
/// @param retryMost between repeats
@ConfigurationProperties("parley.ids")
public record IdsSettings(
        @DefaultValue("1m") Duration maxLead,
        @DefaultValue("10ms") Duration maxWait,
        @DefaultValue("2m") Duration promise,
        @DefaultValue("2s") Duration requestTimeout,
        @DefaultValue("100ms") Duration retryFirst,
        @DefaultValue("3s") Duration retryMost) {
    public IdsSettings {
        if (promise.compareTo(maxLead) <= 0) {
            throw new IllegalArgumentException("parley.ids.promise must be more than parley.ids.max-lead");
        }
        if (!requestTimeout.isPositive() || !retryFirst.isPositive() || retryMost.compareTo(retryFirst) < 0) {
            throw new IllegalArgumentException("parley.ids: times must be positive, retry-most at least retry-first");
        }
    }

    GeneratorBounds bounds() {
        return new GeneratorBounds(maxLead, maxWait);
    }
}
