package dev.parley.testkit.contract;

import dev.parley.testkit.contract.Description.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Exchanges as `docs/api/openapi.yaml` tells of them, or `admin.yaml` beside it: operations, their queries and bodies,
/// statuses, media types and
/// fields of answers, and the codes of problems, which stand in backticks in the answer's description. Safe for several
/// threads.
public final class RestContract {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9_]+)`");
    private static final String ANY_PROBLEM = "/components/responses/AnyProblem";

    private final Description description;
    private final Fields fields;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    public RestContract() {
        this(Description.read("openapi.yaml"));
    }

    /// Of what operators call.
    public static RestContract forOperators() {
        return new RestContract(Description.read("admin.yaml"));
    }

    RestContract(Description description) {
        this.description = description;
        this.fields = new Fields(description);
    }

    public JsonNode description() {
        return description.root();
    }

    /// The operations with such a tag, as `get /v1/me`.
    public Set<String> operations(Predicate<String> tag) {
        Set<String> operations = new TreeSet<>();
        eachOperation((name, operation) -> {
            if (tag.test(operation.node().at("/tags/0").asString())) {
                operations.add(name);
            }
        });
        return operations;
    }

    private void eachOperation(BiConsumer<String, Part> each) {
        Part paths = description.part("/paths");
        for (String path : paths.node().propertyNames()) {
            METHODS.stream()
                    .filter(method -> paths.node().path(path).has(method))
                    .forEach(method ->
                            each.accept(method + " " + path, paths.of(path).of(method)));
        }
    }

    /// @return a sentence for each way in which the answer is not one that is told of
    public List<String> judgeAnswer(Exchange exchange) {
        Optional<String> path = template(exchange.path());
        String method = exchange.method().toLowerCase(Locale.ROOT);
        Part operation = description.part("/paths").of(path.orElse("")).of(method);
        if (operation.node().isMissingNode()) {
            return exchange.status() < 400 ? List.of("there is no such operation") : judgeProblem(exchange);
        }
        String name = method + " " + path.orElseThrow();
        Part responses = operation.of("responses");
        boolean exact = responses.node().has(Integer.toString(exchange.status()));
        if (!exact && exchange.status() < 400) {
            return List.of("there is no such status");
        }
        Part response = description.resolved(responses.of(exact ? Integer.toString(exchange.status()) : "default"));
        Set<String> here = new TreeSet<>();
        List<String> wrong = judge(exchange, response, here);
        if (wrong.isEmpty()) {
            seen.addAll(here);
            seen.add(name);
            seen.add(name + " " + exchange.status());
        }
        return wrong;
    }

    /// Of an address or method that nobody tells of, the answer is a problem all the same.
    private List<String> judgeProblem(Exchange exchange) {
        Set<String> here = new TreeSet<>();
        List<String> wrong = judge(exchange, description.part(ANY_PROBLEM), here);
        if (wrong.isEmpty()) {
            seen.addAll(here);
        }
        return wrong;
    }

    private List<String> judge(Exchange exchange, Part response, Set<String> here) {
        Part content = response.of("content");
        if (content.node().isMissingNode()) {
            return exchange.response().isEmpty() ? List.of() : List.of("the answer has a body");
        }
        if (!content.node().has(exchange.type())) {
            return List.of("the answer's media type is " + exchange.type());
        }
        Part schema = content.of(exchange.type()).of("schema");
        if (schema.node().isMissingNode()) {
            return List.of();
        }
        JsonNode body;
        try {
            body = Description.JSON.readTree(exchange.response());
        } catch (JacksonException notJson) {
            return List.of("the answer is no JSON");
        }
        List<String> wrong = new ArrayList<>(description.faults(schema, body));
        wrong.addAll(fields.visit(schema, body, here));
        if (exchange.isProblem()) {
            String code = body.path("code").asString("");
            if (codes(response).noneMatch(code::equals)) {
                wrong.add("there is no code " + code);
            }
            if (body.path("status").asInt(0) != exchange.status()) {
                wrong.add("it says another status than it has");
            }
            here.add(response.place() + " " + code);
        }
        return wrong;
    }

    /// @return a sentence for each way in which a request that was accepted is not one that is told of
    public List<String> judgeRequest(Exchange exchange) {
        Optional<String> path = template(exchange.path());
        String method = exchange.method().toLowerCase(Locale.ROOT);
        Part operation = description.part("/paths").of(path.orElse("")).of(method);
        if (exchange.status() >= 400 || operation.node().isMissingNode()) {
            return List.of();
        }
        List<String> wrong = new ArrayList<>();
        Set<String> here = new TreeSet<>();
        String name = method + " " + path.orElseThrow();
        Set<String> parameters = new TreeSet<>(queries(name, operation).toList());
        for (String pair : exchange.target().replaceAll("^[^?]*\\??", "").split("&", -1)) {
            String parameter = name + " ?" + pair.replaceAll("=.*", "");
            if (parameters.contains(parameter)) {
                here.add(parameter);
            } else if (!pair.isEmpty()) {
                wrong.add("there is no parameter " + pair);
            }
        }
        Part schema = body(operation);
        if (!schema.node().isMissingNode()) {
            try {
                JsonNode body = Description.JSON.readTree(exchange.request());
                wrong.addAll(description.faults(schema, body));
                wrong.addAll(fields.visit(schema, body, here));
            } catch (JacksonException notJson) {
                wrong.add("the request is no JSON");
            }
        }
        if (wrong.isEmpty()) {
            seen.addAll(here);
        }
        return wrong;
    }

    /// Every operation, parameter, field, status and code that is told of. Codes of an answer that several operations
    /// refer to count once for all of them.
    public Set<String> told() {
        Set<String> told = new TreeSet<>();
        eachOperation((name, operation) -> {
            told.add(name);
            queries(name, operation).forEach(told::add);
            told.addAll(fields.toldOf(body(operation)));
            Part responses = operation.of("responses");
            for (String status : responses.node().propertyNames()) {
                if (!status.equals("default")) {
                    told.add(name + " " + status);
                }
                Part response = description.resolved(responses.of(status));
                codes(response).forEach(code -> told.add(response.place() + " " + code));
                Part content = response.of("content");
                for (String type : content.node().propertyNames()) {
                    told.addAll(fields.toldOf(content.of(type).of("schema")));
                }
            }
        });
        return told;
    }

    /// What was in exchanges that were right, named as by [#told].
    public Set<String> seen() {
        return Set.copyOf(seen);
    }

    private static Stream<String> queries(String name, Part operation) {
        return operation
                .node()
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> name + " ?" + parameter.path("name").asString());
    }

    private static Part body(Part operation) {
        return operation.of("requestBody").of("content").of("application/json").of("schema");
    }

    private static Stream<String> codes(Part response) {
        return response.node().path("content").has("application/problem+json")
                ? CODE.matcher(response.node().path("description").asString())
                        .results()
                        .map((MatchResult code) -> code.group(1))
                : Stream.empty();
    }

    private Optional<String> template(String path) {
        Set<String> templates = new TreeSet<>(description.part("/paths").node().propertyNames());
        return templates.contains(path)
                ? Optional.of(path)
                : templates.stream()
                        .filter(template ->
                                path.matches(template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+")))
                        .findFirst();
    }
}
