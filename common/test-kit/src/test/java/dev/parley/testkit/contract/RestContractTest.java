package dev.parley.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class RestContractTest {
    private static final String YAML = """
            paths:
              /v1/things/{id}:
                patch:
                  parameters:
                    - { name: id, in: path }
                    - { name: loud, in: query }
                  requestBody:
                    content:
                      application/json: { schema: { type: object, properties: { name: { type: string } } } }
                  responses:
                    "200":
                      description: Done.
                      content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }
                    "409":
                      description: "`name_taken`"
                      content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } }
                    default: { $ref: "#/components/responses/AnyProblem" }
            components:
              responses:
                AnyProblem:
                  description: "`retry`"
                  content: { application/problem+json: { schema: { $ref: "#/components/schemas/Problem" } } }
              schemas:
                Problem:
                  type: object
                  required: [code, status]
                  properties: { code: { type: string }, status: { type: integer } }
                Thing:
                  type: object
                  required: [kind]
                  properties:
                    kind: { enum: [big, small] }
                    parts: { type: array, items: { type: object, properties: { weight: { type: integer } } } }
            """;

    private final RestContract contract = new RestContract(description(YAML));

    private static Description description(String yaml) {
        return new Description(Description.JSON.valueToTree(new Yaml().load(yaml)));
    }

    private List<String> judged(int status, String type, String response) {
        return contract.judgeAnswer(new Exchange("PATCH", "/v1/things/7?loud=1", "{}", status, type, response));
    }

    private List<String> judgedProblem(int status, String code) {
        return judged(status, "application/problem+json", "{\"status\": %d, \"code\": \"%s\"}".formatted(status, code));
    }

    @Test
    void whatIsToldOfIsRight() {
        assertThat(judged(200, "application/json", "{\"kind\": \"big\", \"parts\": [{\"weight\": 1}]}"))
                .isEmpty();
        assertThat(judgedProblem(409, "name_taken")).isEmpty();
        assertThat(judgedProblem(503, "retry")).isEmpty();
    }

    @Test
    void whatIsNotToldOfIsNamed() {
        assertThat(judged(200, "application/json", "{\"kind\": \"big\", \"colour\": 1}"))
                .containsExactly(".colour stands in no description");
        assertThat(judged(200, "application/json", "{\"kind\": \"big\", \"parts\": [{\"colour\": 1}]}"))
                .containsExactly(".parts[].colour stands in no description");
        assertThat(judged(200, "application/json", "{\"kind\": \"huge\"}")).isNotEmpty();
        assertThat(judged(200, "application/json", "{}")).isNotEmpty();
        assertThat(judged(200, "application/json", "nonsense")).isNotEmpty();
        assertThat(judged(200, "text/html", "<p>")).isNotEmpty();
        assertThat(judged(201, "application/json", "{\"kind\": \"big\"}")).containsExactly("there is no such status");
        assertThat(judgedProblem(409, "retry")).containsExactly("there is no code retry");
        assertThat(judgedProblem(400, "name_taken")).containsExactly("there is no code name_taken");
    }

    @Test
    void anAddressThatNobodyTellsOfAnswersWithProblemsOnly() {
        assertThat(contract.judgeAnswer(new Exchange("GET", "/v1/others", "", 200, "application/json", "{}")))
                .containsExactly("there is no such operation");
        assertThat(contract.judgeAnswer(new Exchange("GET", "/v1/others", "", 404, "text/html", "")))
                .isNotEmpty();
    }

    @Test
    void aRequestThatWasTakenIsToldOf() {
        List<String> wrong = new ArrayList<>();
        for (String body : List.of("{\"name\": \"a\"}", "{\"nick\": \"a\"}", "{\"name\": 1}", "")) {
            wrong.addAll(contract.judgeRequest(
                    new Exchange("PATCH", "/v1/things/7?loud=1", body, 200, "application/json", "{}")));
        }
        assertThat(wrong).hasSize(3).contains(".nick stands in no description");
        assertThat(contract.judgeRequest(new Exchange("PATCH", "/v1/things/7?low=1", "{}", 200, "", "")))
                .containsExactly("there is no parameter low=1");
        assertThat(contract.judgeRequest(new Exchange("PATCH", "/v1/things/7?low=1", "{}", 409, "", "")))
                .isEmpty();
    }

    @Test
    void whatNobodySaidIsNamed() {
        judged(200, "application/json", "{\"kind\": \"big\", \"parts\": []}");
        judgedProblem(503, "retry");
        contract.judgeRequest(new Exchange("PATCH", "/v1/things/7", "{}", 200, "", ""));

        String responses = "/paths/~1v1~1things~1{id}/patch/responses";
        Set<String> unseen = contract.told();
        unseen.removeAll(contract.seen());
        assertThat(unseen)
                .containsExactlyInAnyOrder(
                        "/components/schemas/Thing/properties/kind = small",
                        "/components/schemas/Thing/properties/parts/items/properties/weight",
                        "/paths/~1v1~1things~1{id}/patch/requestBody/content/application~1json/schema/properties/name",
                        responses + "/409 name_taken",
                        "patch /v1/things/{id} 409",
                        "patch /v1/things/{id} ?loud");
    }

    @Test
    void aTextThatIsCutAtACommaIsNoDescription() {
        assertThatThrownBy(() -> description("a: { description: Good for one exchange, and for 90 days. }"))
                .hasMessage("nothing stands at /a/and for 90 days.");
    }
}
