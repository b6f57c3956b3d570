package dev.parley.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.admin.Admin;
import dev.parley.api.edge.Caller;
import dev.parley.api.support.Response;
import dev.parley.api.support.RunningApi;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiBackendTest {
    private static final Set<String> OF_OTHER_SERVICES = Set.of("connection", "presence", "push");
    private static final String ADMIN = " /admin/";

    private final RunningApi api = RunningApi.shared();

    @Test
    void describesExactlyTheOperationsThatAreServed() {
        Set<String> served = new TreeSet<>();
        handlers().forEach((mapping, method) -> served.addAll(operations(mapping)));
        served.removeIf(operation -> operation.contains(" /internal/") || operation.contains(ADMIN));
        assertThat(api.contract().operations(tag -> !OF_OTHER_SERVICES.contains(tag)))
                .isEqualTo(served);
    }

    @Test
    void describesExactlyTheOperationsForOperators() {
        Set<String> served = new TreeSet<>();
        handlers().forEach((mapping, method) -> served.addAll(operations(mapping)));
        served.removeIf(operation -> !operation.contains(ADMIN));
        assertThat(served).isNotEmpty();
        assertThat(api.adminContract().operations(tag -> true)).isEqualTo(served);
    }

    /// The filter in front would do; this holds if someone gets past it.
    @Test
    void everyOperationForOperatorsTakesOne() {
        handlers().forEach((mapping, method) -> {
            for (String operation : operations(mapping)) {
                assertThat(Arrays.asList(method.getMethod().getParameterTypes()).contains(Admin.class))
                        .as(operation)
                        .isEqualTo(operation.contains(ADMIN));
            }
        });
    }

    @Test
    void saysOfEachOperationWhetherItNeedsAToken() {
        handlers().forEach((mapping, method) -> {
            boolean takesCaller =
                    Arrays.asList(method.getMethod().getParameterTypes()).contains(Caller.class);
            for (String operation : operations(mapping)) {
                if (!operation.contains(" /internal/") && !operation.contains(ADMIN)) {
                    String[] parts = operation.split(" ", 2);
                    JsonNode described = api.contract()
                            .description()
                            .path("paths")
                            .path(parts[1])
                            .path(parts[0]);
                    boolean open = described.has("security")
                            && described.path("security").isEmpty();
                    assertThat(takesCaller).as(operation).isEqualTo(!open);
                }
            }
        });
    }

    @Test
    void isServedToAnyone() {
        Response description = api.nobody().get("/v1/openapi.yaml");
        assertThat(description.status()).isEqualTo(200);
        assertThat(description.text()).startsWith("openapi: 3.1");
    }

    private Map<RequestMappingInfo, HandlerMethod> handlers() {
        Map<RequestMappingInfo, HandlerMethod> handlers =
                new HashMap<>(api.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                        .getHandlerMethods());
        handlers.values()
                .removeIf(method -> !method.getBeanType().getSimpleName().endsWith("Controller")
                        || method.getBeanType().getSimpleName().equals("ErrorPageController"));
        return handlers;
    }

    private static Set<String> operations(RequestMappingInfo mapping) {
        Set<String> operations = new TreeSet<>();
        for (var method : mapping.getMethodsCondition().getMethods()) {
            for (String path : mapping.getPatternValues()) {
                operations.add(method.name().toLowerCase(Locale.ROOT) + " " + path);
            }
        }
        return operations;
    }
}
