package dev.parley.api.edge;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// What filters and the container refuse before a controller is found: addresses with tricks in them, for example.
@Controller
class ErrorPageController implements ErrorController {
    private static final int BAD_REQUEST = 400;

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Without the attribute someone asked for this address itself.
        int status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : BAD_REQUEST;
        PlainProblem.write(PlainProblem.codeOf(status), status, response);
    }
}
