package dev.parley.api.support;

import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Someone who calls the service.
///
/// @param login what the service answered to register, login or refresh; missing for someone without a token
public record ApiUser(RunningApi api, JsonNode login) {
    public String id() {
        return login.path("userId").asString();
    }

    public UserId userId() {
        return UserId.parse(id());
    }

    public String deviceId() {
        return login.path("deviceId").asString();
    }

    public String accessToken() {
        return login.path("accessToken").asString();
    }

    public String refreshToken() {
        return login.path("refreshToken").asString();
    }

    public Response get(String path) {
        return api.send(request(path).GET().build());
    }

    public Response post(String path, String json) {
        return send("POST", path, json);
    }

    public Response patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Response put(String path) {
        return api.send(request(path).PUT(BodyPublishers.noBody()).build());
    }

    public Response delete(String path) {
        return api.send(request(path).DELETE().build());
    }

    public Response send(String method, String path, String json) {
        return api.send(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build());
    }

    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
        return login.isMissingNode() ? request : request.header("Authorization", "Bearer " + accessToken());
    }

    /// @return the new group's conversation id
    public ConversationId.Group createGroup(String title, ApiUser... others) {
        Response response =
                post("/v1/groups", "{\"title\": \"" + title + "\", \"members\": " + ids(List.of(others)) + "}");
        if (response.status() != 201) {
            throw new AssertionError("create group: " + response);
        }
        return (ConversationId.Group) ConversationId.parse(response.string("conversationId"));
    }

    public Response add(ConversationId group, ApiUser... users) {
        return post("/v1/groups/" + group + "/members", "{\"userIds\": " + ids(List.of(users)) + "}");
    }

    public ConversationId.Direct direct(ApiUser other) {
        return ConversationId.direct(userId(), other.userId());
    }

    private static String ids(List<ApiUser> users) {
        return users.stream().map(user -> "\"" + user.id() + "\"").collect(Collectors.joining(", ", "[", "]"));
    }

    /// Texts of a field of each element.
    public static List<String> strings(JsonNode array, String field) {
        return Stream.of(array.valueStream().toArray(JsonNode[]::new))
                .map(element -> element.path(field).asString())
                .toList();
    }
}
