package dev.parley.client.account;

import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.client.frame.EventReader;
import dev.parley.client.frame.JsonFields;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a logged-in device asks over REST. Calls block; safe for several threads. Tokens are renewed underneath.
///
/// Every method throws [RefusedException] for what the server does not allow, [UnreachableException] if it does not
/// answer, and [LoggedOutException] once this device's login is over.
public final class ParleyApi {
    private static final int LIST_PAGE = 100;
    /// A user with more conversations than this loads the heads of the newest ones.
    private static final int MAX_LIST_PAGES = 1_000;

    private final HttpCalls calls;
    private final Sessions sessions;

    private ParleyApi(HttpCalls calls, Sessions sessions) {
        this.calls = calls;
        this.sessions = sessions;
    }

    /// Logs in with the password, as the stored device if there is one.
    ///
    /// @param deviceName how this device is called in the user's list
    public static ParleyApi login(
            HttpClient http, URI server, SessionStore store, Credentials credentials, String deviceName) {
        HttpCalls calls = new HttpCalls(http, server);
        return new ParleyApi(calls, Sessions.login(calls, store, credentials, deviceName));
    }

    /// Takes up the stored login and makes sure that the server takes it.
    public static ParleyApi resume(HttpClient http, URI server, SessionStore store, String deviceName) {
        HttpCalls calls = new HttpCalls(http, server);
        ParleyApi api = new ParleyApi(calls, Sessions.resume(calls, store, deviceName));
        api.me();
        return api;
    }

    /// Creates the account, and this device as its first.
    public static ParleyApi register(
            HttpClient http,
            URI server,
            SessionStore store,
            Credentials credentials,
            String displayName,
            String deviceName) {
        HttpCalls calls = new HttpCalls(http, server);
        return new ParleyApi(calls, Sessions.register(calls, store, credentials, displayName, deviceName));
    }

    public Session session() {
        return sessions.session();
    }

    public Place connect() {
        JsonFields json = get("/v1/connect");
        return new Place(json.parsed("url", URI::create), json.text("ticket"));
    }

    public Person me() {
        return Person.read(get("/v1/me"));
    }

    public Person person(UserId user) {
        return Person.read(get("/v1/users/" + user));
    }

    public Optional<Person> personNamed(String name) {
        return get("/v1/users?name=" + encoded(name)).objects("users").stream()
                .map(Person::read)
                .filter(person -> person.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// People whose name or display name begins with `prefix`.
    public List<Person> findPeople(String prefix, int limit) {
        return get("/v1/users?query=" + encoded(prefix) + "&limit=" + limit).objects("users").stream()
                .map(Person::read)
                .toList();
    }

    /// @param next as the page before named it; null for the first
    public ConversationSummary.Page conversations(int limit, @Nullable String next) {
        return ConversationSummary.Page.read(
                get("/v1/conversations?limit=" + limit + (next == null ? "" : "&before=" + encoded(next))));
    }

    /// The heads of all conversations, one page after the other.
    public List<Head> heads() {
        List<Head> heads = new ArrayList<>();
        String next = null;
        for (int page = 0; page < MAX_LIST_PAGES; page++) {
            ConversationSummary.Page part = conversations(LIST_PAGE, next);
            part.conversations().forEach(summary -> heads.add(summary.head()));
            next = part.next().orElse(null);
            if (next == null) {
                break;
            }
        }
        return heads;
    }

    public HistoryPage history(ConversationId conversation, HistoryRange range) {
        JsonFields json = get("/v1/conversations/" + conversation.value() + "/events?" + range.query());
        List<ConversationEvent> events =
                json.objects("events").stream().map(EventReader::read).toList();
        return new HistoryPage(events, json.flag("more"));
    }

    public GroupView createGroup(String title, List<UserId> members) {
        return GroupView.read(call("POST", "/v1/groups", Map.of("title", title, "members", texts(members))));
    }

    public GroupView group(ConversationId.Group group) {
        return GroupView.read(get(path(group)));
    }

    public void renameGroup(ConversationId.Group group, String title) {
        call("PATCH", path(group), Map.of("title", title));
    }

    public GroupView addMembers(ConversationId.Group group, List<UserId> users) {
        return GroupView.read(call("POST", path(group) + "/members", Map.of("userIds", texts(users))));
    }

    /// Removing oneself is leaving.
    public void removeMember(ConversationId.Group group, UserId user) {
        call("DELETE", path(group) + "/members/" + user, null);
    }

    public void block(UserId user) {
        call("PUT", "/v1/blocks/" + user, null);
    }

    public void unblock(UserId user) {
        call("DELETE", "/v1/blocks/" + user, null);
    }

    /// The direct conversation with the person of this name.
    ///
    /// @throws RefusedException `unknown_user` if there is none
    public ConversationId directWith(String name) {
        Person person = personNamed(name)
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.UNKNOWN_USER.httpStatus(),
                        ErrorCode.UNKNOWN_USER.wireName(),
                        "There is nobody called " + name + "."));
        return ConversationId.direct(session().user(), person.user());
    }

    private JsonFields get(String path) {
        return call("GET", path, null);
    }

    private JsonFields call(String method, String path, @Nullable Object body) {
        return sessions.with(token -> calls.call(method, path, body, token));
    }

    private static String path(ConversationId.Group group) {
        return "/v1/groups/" + group.value();
    }

    private static List<String> texts(List<UserId> users) {
        return users.stream().map(UserId::toString).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
