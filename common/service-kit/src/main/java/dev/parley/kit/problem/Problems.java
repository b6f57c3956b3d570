package dev.parley.kit.problem;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refused;
import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/// Problems as every service answers them: RFC 9457 with one more member, `code`.
public final class Problems {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private Problems() {}

    public static ProblemDetail of(Refused refused) {
        ErrorCode code = refused.code();
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(code.httpStatus()), refused.detail());
        problem.setType(URI.create("urn:parley:error:" + code.wireName()));
        problem.setTitle(code.sentence());
        problem.setProperty("code", code.wireName());
        return problem;
    }

    /// As UTF-8 JSON, `code` and whatever else was added at top level; for answers outside of controllers.
    public static byte[] json(ProblemDetail problem) {
        return JSON.writeValueAsBytes(problem);
    }
}
