package dev.parley.chat.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.kit.launch.WrongUseException;
import dev.parley.testkit.tls.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NettyTlsTest {
    @TempDir
    private static Path directory;

    private static TestIdentity one;
    private static TestIdentity other;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void make() {
        one = TestIdentity.make(directory, "one", "dns:localhost");
        other = TestIdentity.make(directory, "other", "dns:localhost");
    }

    private NettyTls open(@Nullable Path certificate, @Nullable Path key) {
        return NettyTls.of(new TlsSettings(certificate, key), new TlsMetrics(meters), Clock.systemUTC());
    }

    @Test
    void withoutFilesThePortIsPlain() {
        assertThat(open(null, null).isOn()).isFalse();
    }

    @Test
    void oneFileWithoutTheOtherIsRefused() {
        refused(one.certificate(), null, "parley.chat.edge.tls.key is not set");
        refused(null, one.key(), "parley.chat.edge.tls.certificate is not set");
    }

    @Test
    void filesOfNoUseAreNamedWithTheirSettings() throws IOException {
        refused(directory.resolve("none"), one.key(), directory.resolve("none") + " can't be read");
        refused(one.certificate(), other.key(), "the key is not the certificate's");
        refused(one.key(), one.key(), "there is no certificate in PEM");
        refused(one.certificate(), one.certificate(), "there is no private key in PEM");
        Path broken = Files.writeString(
                directory.resolve("broken.key"), "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
        refused(one.certificate(), broken, "there is no private key in PEM");
    }

    private void refused(@Nullable Path certificate, @Nullable Path key, String why) {
        assertThatThrownBy(() -> open(certificate, key))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContainingAll("parley.chat.edge.tls.certificate", "parley.chat.edge.tls.key", why)
                .message()
                .doesNotContain("c2VjcmV0");
    }

    @Test
    void aRenewalThatIsNotCompleteLeavesWhatWasThereAndIsCounted() throws IOException {
        TestIdentity shown = TestIdentity.make(directory, "shown", "dns:localhost");
        try (NettyTls tls = open(shown.certificate(), shown.key())) {
            assertThat(meters.get("chat.edge.certificate.remaining").gauge().value())
                    .isBetween((double) Duration.ofDays(99).toSeconds(), (double)
                            Duration.ofDays(100).toSeconds());
            Files.copy(other.key(), shown.key(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            tls.look();
            assertThat(tls.isOn()).isTrue();
            assertThat(meters.get("chat.edge.certificate.unreadable").counter().count())
                    .isEqualTo(1);
        }
    }
}
