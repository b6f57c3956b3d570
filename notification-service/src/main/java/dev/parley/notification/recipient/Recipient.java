package dev.parley.notification.recipient;

import java.time.ZoneId;
import java.util.Optional;

/// How a user wants to be rung.
///
/// @param name as others are told the user is called
/// @param previews pushes may carry who wrote, and what
public record Recipient(String name, boolean previews, ZoneId zone, Optional<QuietHours> quietHours) {}
