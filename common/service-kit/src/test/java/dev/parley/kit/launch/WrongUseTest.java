package dev.parley.kit.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WrongUseTest {
    private static final WrongUseException WRONG = new WrongUseException("Two are one.", "Stop one.");

    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Configuration(proxyBeanMethods = false)
    static class Misused {
        @Bean
        List<String> part() {
            throw WRONG;
        }
    }

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(terminal);
    }

    @Test
    void serviceThatIsMisusedSaysBothSentencesAndDoesNotStart() {
        ServiceDescription service = new ServiceDescription("misused-service", Misused.class, Set.of());
        assertThatExceptionOfType(WrongUseException.class)
                .isThrownBy(() -> ServiceLauncher.launch(service, Map.of()))
                .withMessage("Two are one. Stop one.");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("APPLICATION FAILED TO START", "Two are one.", "Stop one.");
    }

    @Test
    void fenceEndsTheProcessOnceWithANonZeroCode() throws InterruptedException {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        Fence fence = new Fence(codes::add);
        fence.accept(WRONG);
        fence.accept(WRONG);
        assertThat(codes.poll(5, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(codes.poll(100, TimeUnit.MILLISECONDS)).isNull();
    }
}
