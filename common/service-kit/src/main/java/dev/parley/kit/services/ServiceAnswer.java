package dev.parley.kit.services;

import dev.parley.contracts.record.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What another service answered. All that read it throw [ServiceAwayException] for what can't be read.
public final class ServiceAnswer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;

    private final String service;
    private final int status;
    private final byte[] body;

    ServiceAnswer(String service, int status, byte[] body) {
        this.service = service;
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /// This, if its status is 200.
    ///
    /// @throws ServiceAwayException otherwise
    public ServiceAnswer ok() throws ServiceAwayException {
        if (status != OK) {
            throw unexpected();
        }
        return this;
    }

    /// To be thrown by who has no use for this status.
    public ServiceAwayException unexpected() {
        return new ServiceAwayException(service + " answered with status " + status + detail(), null);
    }

    /// Reads bytes of a format of ours.
    @FunctionalInterface
    public interface RecordReader<T> {
        T read(byte[] body) throws UnreadableRecordException;
    }

    public <T> T readRecord(RecordReader<T> reader) throws ServiceAwayException {
        try {
            return reader.read(body);
        } catch (UnreadableRecordException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /// @param reader throws [IllegalArgumentException] for what it can't read
    public <T> T readText(Function<String, T> reader) throws ServiceAwayException {
        try {
            return reader.apply(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /// @param reader throws what Jackson does, [IllegalArgumentException] or [DateTimeException] for what it can't
    /// read
    public <T> T readJson(Function<JsonNode, T> reader) throws ServiceAwayException {
        try {
            return reader.apply(JSON.readTree(body));
        } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private ServiceAwayException unreadable(@Nullable Throwable cause) {
        return new ServiceAwayException(service + " answered with something else", cause);
    }

    /// What a problem (RFC 9457) says, if it is one.
    private String detail() {
        try {
            String detail = JSON.readTree(body).path("detail").asString("");
            return detail.isEmpty() ? "" : ": " + detail;
        } catch (JacksonException notJson) {
            return "";
        }
    }
}
