package dev.parley.systemtests;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Takes traces over OTLP as a collector does, and keeps what a test looks at. Field numbers are those of
/// opentelemetry-proto's `trace_service.proto` and `trace.proto`, which never change.
final class SpanCollector implements AutoCloseable {
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT_SPAN_ID = 4;
    private static final int NAME = 5;

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /// @param parentId empty for the first of a trace
    record Span(String traceId, String id, String parentId, String name) {}

    SpanCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", exchange -> {
            read(UnknownFieldSet.parseFrom(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    /// Those of a message's trace, in no order. A step that was done again is told once.
    List<Span> of(long messageId) {
        String prefix = HexFormat.of().toHexDigits(messageId);
        return spans.stream()
                .filter(it -> it.traceId().startsWith(prefix))
                .distinct()
                .toList();
    }

    private void read(UnknownFieldSet request) {
        within(request, RESOURCE_SPANS)
                .flatMap(resource -> within(resource, SCOPE_SPANS))
                .flatMap(scope -> within(scope, SPANS))
                .forEach(span -> spans.add(new Span(
                        hex(span, TRACE_ID),
                        hex(span, SPAN_ID),
                        hex(span, PARENT_SPAN_ID),
                        bytes(span, NAME).toStringUtf8())));
    }

    private static Stream<UnknownFieldSet> within(UnknownFieldSet outer, int field) {
        return outer.getField(field).getLengthDelimitedList().stream().map(bytes -> {
            try {
                return UnknownFieldSet.parseFrom(bytes);
            } catch (IOException notProtobuf) {
                throw new UncheckedIOException(notProtobuf);
            }
        });
    }

    private static ByteString bytes(UnknownFieldSet span, int field) {
        List<ByteString> values = span.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getFirst();
    }

    private static String hex(UnknownFieldSet span, int field) {
        return HexFormat.of().formatHex(bytes(span, field).toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
