package dev.parley.contracts.directory;

import dev.parley.contracts.id.UserId;

/// Where presence lies in Redis. Losing it loses who was last seen when, and nothing else: chat servers write the
/// rest again within one renewal of their leases. The braces keep a region's keys on one node of a Redis Cluster.
///
/// - `parley:{<region>}:presence:slots`: how many slots the region has
/// - `parley:{<region>}:presence:<slot>:lease`: who may write the slot's users, `<generation> <holder>`, until it
///   expires. Without it nobody of the slot is online, whatever the next key says
/// - `parley:{<region>}:presence:<slot>:users`: sorted set of all users that were ever here. The score is `+inf` for
///   one that is here now, else the millisecond of the last sign of life
/// - `parley:{<region>}:watchers:<user>`: sorted set of the users that want to hear of this one; the score is the
///   millisecond at which that wish ends
public final class PresenceKeys {
    private PresenceKeys() {}

    public static String slots(String region) {
        return "parley:{" + region + "}:presence:slots";
    }

    public static String lease(String region, int slot) {
        return "parley:{" + region + "}:presence:" + slot + ":lease";
    }

    public static String users(String region, int slot) {
        return "parley:{" + region + "}:presence:" + slot + ":users";
    }

    public static String watchers(String region, UserId user) {
        return "parley:{" + region + "}:watchers:" + user;
    }
}
