package dev.parley.api.edge;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/// Answers a request that Tomcat itself can't read, instead of Tomcat's page. Public because Tomcat makes it by
/// name.
public class ProblemValve extends ErrorReportValve {
    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(PlainProblem.text(PlainProblem.codeOf(status), status));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // Nobody is there to read it.
            containerLog.debug("no answer to an unreadable request", gone);
        }
    }
}
