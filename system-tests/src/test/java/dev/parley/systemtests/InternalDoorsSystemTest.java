package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.kit.services.ServiceKeys;
import dev.parley.systemtests.process.RunningParley;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Everything below `/internal/` of every service that runs, found by its mappings: a new one is tried as well.
@Order(3)
@ExtendWith(SharedParley.class)
class InternalDoorsSystemTest {
    /// By package under `dev.parley`: how far a service's port is from the base.
    private static final Map<String, Integer> PORTS =
            Map.of("id", 1, "api", 2, "discovery", 3, "chat", 5, "presence", 6, "notification", 7);

    private final RunningParley parley = SharedParley.get();

    /// @param name as in the service's tokens
    private record Door(String name, int port, String method, String path) {}

    @Test
    void noneOpensToAnybodyButAService() throws Exception {
        ServiceKeys keys = ServiceKeys.parse(Files.readString(parley.serviceKeys()));
        ServiceKeys others = ServiceKeys.parse("YW5vdGhlci1pbnN0YWxsYXRpb25zLWtleS0wMDAwMDAwMDE=");
        List<Door> doors = doors();
        assertThat(doors).extracting(Door::name).contains("id-service", "api-service", "presence-service");
        for (Door door : doors) {
            assertRefused(door, "", "unauthenticated");
            assertRefused(door, "Bearer x", "token_invalid");
            assertRefused(door, "Bearer " + others.sign("test", door.name(), Instant.now()), "token_invalid");
            assertRefused(door, "Bearer " + keys.sign("test", "elsewhere-service", Instant.now()), "token_invalid");
            assertRefused(
                    door,
                    "Bearer " + keys.sign("test", door.name(), Instant.now().minus(ServiceKeys.LIFE)),
                    "token_invalid");
            assertThat(ask(door, "Bearer " + keys.sign("test", door.name(), Instant.now()))
                            .statusCode())
                    .as(door.toString())
                    .isNotEqualTo(401);
        }
    }

    private void assertRefused(Door door, String authorization, String code) throws Exception {
        HttpResponse<String> answer = ask(door, authorization);
        assertThat(answer.statusCode()).as(door.toString()).isEqualTo(401);
        assertThat(answer.body()).as(door.toString()).contains("\"code\":\"" + code + "\"");
    }

    private HttpResponse<String> ask(Door door, String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + door.port() + door.path().replaceAll("\\{[^}]*}", "1")))
                .method(door.method(), BodyPublishers.ofString("{}"))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private List<Door> doors() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        List<Door> doors = new ArrayList<>();
        PORTS.forEach((service, port) -> {
            for (BeanDefinition found : scan.findCandidateComponents("dev.parley." + service)) {
                Class<?> controller = ClassUtils.resolveClassName(
                        String.valueOf(found.getBeanClassName()), getClass().getClassLoader());
                collect(service + "-service", parley.base() + port, controller, doors);
            }
        });
        return doors;
    }

    private static void collect(String service, int port, Class<?> controller, List<Door> doors) {
        List<String> above = paths(MergedAnnotations.from(controller).get(RequestMapping.class));
        ReflectionUtils.doWithMethods(controller, method -> {
            MergedAnnotation<RequestMapping> mapping = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)
                    .get(RequestMapping.class);
            if (mapping.isPresent()) {
                for (String first : above) {
                    for (String rest : paths(mapping)) {
                        if ((first + rest).startsWith("/internal")) {
                            RequestMethod[] verbs = mapping.synthesize().method();
                            String verb = verbs.length == 0 ? "GET" : verbs[0].name();
                            doors.add(new Door(service, port, verb, first + rest));
                        }
                    }
                }
            }
        });
    }

    private static List<String> paths(MergedAnnotation<RequestMapping> mapping) {
        String[] paths = mapping.isPresent() ? mapping.getStringArray("path") : new String[0];
        return paths.length == 0 ? List.of("") : List.of(paths);
    }
}
