package dev.parley.testkit.engines;

import dev.parley.engines.EngineAddresses;
import dev.parley.engines.EnginePorts;
import dev.parley.engines.Engines;
import dev.parley.engines.EnginesSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The backends of this test run, the same for every test class of the JVM.
///
/// They are, in this order: those that system properties or environment variables name (`parley.kafka.bootstrap` or
/// `PARLEY_KAFKA_BOOTSTRAP`, as `./parley test` sets them); embedded engines that this JVM starts once and stops at
/// its end;
/// containers, on a machine the embedded engines do not run on.
///
/// Test classes share the engines, not what is on them: each asks for its own database, keyspace, prefix.
public final class TestEngines {
    private static @Nullable TestEngines current;

    private final EngineAddresses addresses;
    private final AtomicInteger handedOut = new AtomicInteger();

    private TestEngines(EngineAddresses addresses) {
        this.addresses = addresses;
    }

    /// Starts the engines at the first call of this JVM where they have no address yet; that takes some ten
    /// seconds.
    public static synchronized TestEngines get() {
        TestEngines engines = current;
        if (engines == null) {
            engines = new TestEngines(find());
            current = engines;
        }
        return engines;
    }

    public EngineAddresses addresses() {
        return addresses;
    }

    /// All addresses under the keys that services read.
    public Properties properties() {
        return addresses.toProperties();
    }

    /// A new, empty database. It is never dropped; the engines' directory is.
    public TestDatabase freshPostgresDatabase() {
        return TestDatabase.create(addresses, freshPrefix());
    }

    /// A name that no keyspace has yet: lower-case letters, digits and underscores, at most 40 characters. The
    /// keyspace itself is
    /// for the code under test to create.
    public String freshKeyspaceName() {
        return freshPrefix();
    }

    /// The URL of an empty Redis database of its own. Publish and subscribe do not know databases: channels need a
    /// [#freshPrefix()].
    public String freshRedisUrl() {
        return TestRedis.freshDatabase(addresses.redisUrl());
    }

    /// For the names of topics, consumer groups and channels: starts with a letter, holds lower-case letters,
    /// digits and
    /// underscores, and is like no other of any JVM that uses the same engines.
    public String freshPrefix() {
        long started = ProcessHandle.current()
                .info()
                .startInstant()
                .orElseThrow(() -> new IllegalStateException("This JVM does not know when it started"))
                .toEpochMilli();
        return String.format(
                Locale.ROOT,
                "t%s_%s_%d",
                Long.toString(started, Character.MAX_RADIX),
                Long.toString(ProcessHandle.current().pid(), Character.MAX_RADIX),
                handedOut.incrementAndGet());
    }

    /// For a test that stops engines: settings for some of its own, below a directory of the test, on free ports.
    public static EnginesSettings separate(Path directory) {
        return EnginesSettings.of(directory, EnginePorts.free()).withBinaries(EmbeddedForTests.binaries());
    }

    private static EngineAddresses find() {
        Optional<EngineAddresses> named = EngineAddresses.from(TestEngines::propertyOrVariable);
        return named.orElseGet(() -> Engines.runHere() ? EmbeddedForTests.start() : ContainersForTests.start());
    }

    private static @Nullable String propertyOrVariable(String key) {
        String property = System.getProperty(key);
        return property != null
                ? property
                : System.getenv(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }
}
