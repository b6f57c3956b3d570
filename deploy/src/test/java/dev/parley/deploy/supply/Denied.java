package dev.parley.deploy.supply;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions of a library that are known to be bad. As a line: `group:name below 1.2.3 reason`, or
/// `group:name at all reason`.
///
/// @param key group and name
/// @param fixed the first good one; empty if there is none
record Denied(String key, Optional<Version> fixed, String reason) {
    private static final Pattern LINE =
            Pattern.compile("([\\w.-]+:[\\w.@/-]+) (?:below ([0-9][\\w.-]*)|at all) (.*\\S)");

    static Denied parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of denied versions: " + line);
        }
        return new Denied(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Version::parse), matcher.group(3));
    }

    boolean forbids(Bill.Component component) {
        return component.key().equals(key)
                && fixed.map(version -> Version.parse(component.version()).compareTo(version) < 0)
                        .orElse(true);
    }
}
