package dev.parley.gateway.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// All limits on requests, in one table. They are for one client address, which may be a whole office behind one
/// router, so they are wide: they keep a single machine from taking the service for itself. The API service limits
/// login attempts for each account besides.
///
/// @param auth registering, logging in, refreshing
/// @param connect asking where to connect, and opening sockets
/// @param api everything else
/// @param body largest body of a request
@ConfigurationProperties("parley.gateway.limits")
record LimitSettings(
        @DefaultValue Auth auth,
        @DefaultValue Connect connect,
        @DefaultValue Api api,
        @DefaultValue("64KB") DataSize body) {

    /// A bucket of `burst` requests that is filled again by `perSecond` every second.
    interface Bucket {
        int perSecond();

        int burst();
    }

    record Auth(
            @DefaultValue("20") int perSecond,
            @DefaultValue("200") int burst) implements Bucket {
        Auth {
            check(perSecond, burst);
        }
    }

    record Connect(
            @DefaultValue("100") int perSecond,
            @DefaultValue("1000") int burst) implements Bucket {
        Connect {
            check(perSecond, burst);
        }
    }

    record Api(
            @DefaultValue("200") int perSecond,
            @DefaultValue("1000") int burst) implements Bucket {
        Api {
            check(perSecond, burst);
        }
    }

    private static void check(int perSecond, int burst) {
        if (perSecond < 1 || burst < perSecond) {
            throw new IllegalArgumentException(
                    "parley.gateway.limits: per-second at least 1, burst at least per-second");
        }
    }
}
