package dev.parley.kit.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskHealthTest {
    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "404, false"})
    void only200IsHealthy(int status, boolean healthy) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/actuator/health/readiness");
        try {
            assertThat(AskHealth.isHealthy(address)).isEqualTo(healthy);
        } finally {
            server.stop(0);
        }
        assertThat(AskHealth.isHealthy(address)).as("after it stopped").isFalse();
    }
}
