package dev.parley.contracts.frame;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// Limits and the tokenizer that both directions share.
public final class Frames {
    /// WebSocket subprotocol.
    public static final String SUBPROTOCOL = "parley.v1.json";

    /// Largest frame a server reads: 99,999 characters outside the BMP, each written as two escapes of six bytes,
    /// and the other fields.
    public static final int MAX_CLIENT_FRAME_BYTES = 1_310_720;

    /// Largest frame a server writes: a page that passed its bound by one event. An event's JSON is smaller
    /// than the largest frame that may have brought its text.
    public static final int MAX_SERVER_FRAME_BYTES = ServerFrame.MAX_PAGE_JSON_BYTES + MAX_CLIENT_FRAME_BYTES;

    /// WebSocket close code after a moved or drain frame. Every other close of ours follows an error frame; see
    /// [dev.parley.contracts.error.ErrorCode#closeCode].
    public static final int CLOSE_MOVED = 4300;

    /// Deepest JSON a server reads. No frame needs more than two.
    static final int MAX_DEPTH = 16;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(32)
                    .maxNameLength(64)
                    .maxStringLength(MAX_CLIENT_FRAME_BYTES)
                    .build())
            .build();

    static final JsonFactory WRITING =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Frames() {}
}
