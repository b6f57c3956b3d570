package dev.parley.client.simulate;

import dev.parley.client.account.Credentials;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `./parley simulate` was asked for.
///
/// @param users how many people are played
/// @param with login name of the user who is not alone any more
/// @param time how long; empty for until it is stopped
/// @param seed decides who says what to whom; empty for a new one
/// @param password of the people; empty for one that everyone knows, on this machine only
record Options(
        URI server, int users, String with, Optional<Duration> time, OptionalLong seed, Optional<String> password) {
    static final String USAGE = """
            Usage: ./parley simulate [--users N] [--with NAME] [--url URL] [--seconds N] [--seed S] [--password TEXT]
              --users N       so many people, 20 if not given, at most 100
              --with NAME     whom they write to and answer, alice if not given
              --url URL       public address of the server, else http://localhost:7080
              --seconds N     go home after this long; else with Ctrl-C
              --seed S        decides who says what to whom; a new one each time
              --password TEXT of their accounts; needed where the server is not on this machine
            Their accounts stay and are used again. ./parley chat lena.sim --password parley-lena.sim looks over a shoulder.
            Exit code: 0 done, 1 the server refuses, 2 usage, 3 no Parley is there.\
            """;

    static final int MOST_USERS = 100;
    private static final int USERS = 20;
    private static final int MOST_SECONDS = 1_000_000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9_.-]{3,32}");
    private static final Set<String> KNOWN = Set.of("--users", "--with", "--url", "--seconds", "--seed", "--password");

    /// What is wrong with the words.
    static final class UsageException extends Exception {
        UsageException(String what) {
            super(what);
        }
    }

    static Options read(List<String> words) throws UsageException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!KNOWN.contains(option)) {
                throw new UsageException("There is no option " + option + ".");
            }
            if (i + 1 == words.size()) {
                throw new UsageException(option + " needs a value.");
            }
            if (given.put(option, words.get(i + 1)) != null) {
                throw new UsageException(option + " stands there twice.");
            }
        }
        String with = given.getOrDefault("--with", "alice").toLowerCase(Locale.ROOT);
        if (!NAME.matcher(with).matches()) {
            throw new UsageException("--with takes a login name: 3 to 32 of the characters a-z, 0-9, _ . and -.");
        }
        Optional<Duration> time = given.containsKey("--seconds")
                ? Optional.of(Duration.ofSeconds(number(given, "--seconds", 0, MOST_SECONDS)))
                : Optional.empty();
        return new Options(
                address(given.getOrDefault("--url", "http://localhost:7080")),
                number(given, "--users", USERS, MOST_USERS),
                with,
                time,
                seed(given.get("--seed")),
                Optional.ofNullable(given.get("--password")).filter(text -> !text.isEmpty()));
    }

    /// @throws UsageException if there is no such host, or everyone would know the password of accounts elsewhere
    void checkHost() throws UsageException {
        try {
            boolean here = InetAddress.getByName(server.getHost()).isLoopbackAddress();
            if (password.isEmpty() && !here) {
                throw new UsageException(
                        "These accounts would have a password that everyone knows; for a server that is"
                                + " not on this machine give --password.");
            }
        } catch (UnknownHostException nowhere) {
            throw new UsageException("There is no host called " + server.getHost() + ".");
        }
    }

    Credentials credentials(Part part) {
        return new Credentials(part.name(), password.orElse("parley-" + part.name()));
    }

    private static int number(Map<String, String> given, String option, int otherwise, int most) throws UsageException {
        String text = given.get(option);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new UsageException(option + " takes a number from 1 to " + most + ".");
    }

    private static OptionalLong seed(@Nullable String text) throws UsageException {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException none) {
            throw new UsageException("--seed takes a whole number.");
        }
    }

    private static URI address(String text) throws UsageException {
        try {
            URI url = URI.create(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException notOne) {
            // Said below.
        }
        throw new UsageException("\"" + text + "\" is no http or https address.");
    }
}
