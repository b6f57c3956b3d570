package dev.parley.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.SendRefusedException;
import dev.parley.client.SentReceipt;
import dev.parley.client.account.RefusedException;
import dev.parley.client.device.MemoryClientStore;
import dev.parley.client.event.ConversationEvent;
import dev.parley.client.event.Head;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.event.MembershipChange;
import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.Text;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import dev.parley.systemtests.people.Cast;
import dev.parley.systemtests.people.Device;
import dev.parley.systemtests.people.Ledger;
import dev.parley.systemtests.people.PlainSocket;
import dev.parley.systemtests.people.Rest;
import dev.parley.systemtests.process.RunningParley;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// People talk, and everything behind them works. At the same time, each test with people of its own.
@Order(1)
@ExtendWith(SharedParley.class)
class TalkSystemTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String GRIN = "😀";

    private static RunningParley parley;

    @BeforeAll
    static void start() {
        parley = SharedParley.get();
    }

    @Test
    void twoPeopleWithTwoDevicesEachSeeTheSameInTheSameOrder() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device alicesOther = cast.another(alice);
            Device bob = cast.newcomer("bob");
            Device bobsOther = cast.another(bob);
            ConversationId direct = Cast.direct(alice, bob);
            Ledger ledger = new Ledger();
            for (int i = 1; i <= 20; i++) {
                for (Device speaker : List.of(alice, bob, alicesOther, bobsOther)) {
                    ledger.say(speaker, direct, speaker.client().deviceId() + " says " + i);
                }
            }
            ledger.check(direct, List.of(alice, alicesOther, bob, bobsOther));
        }
    }

    @Test
    void canariesHearEachOther() {
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> parley.metrics().stream().anyMatch(TalkSystemTest::saysThatCanariesHeard));
    }

    private static boolean saysThatCanariesHeard(String line) {
        return line.startsWith("chat_canary_exchanges_total{")
                && line.contains("outcome=\"arrived\"")
                && Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >= 3;
    }

    @Test
    void whatDashboardsAndAlertsAskForIsThere() throws Exception {
        assertThat(AskedMetrics.all()).hasSizeGreaterThan(80);
        assertThat(AskedMetrics.unheard(parley.metrics())).isEmpty();
    }

    @Test
    void aRowThatIsDeletedByHandIsNamedToPrometheus() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            ConversationId direct = Cast.direct(alice, bob);
            Ledger ledger = new Ledger();
            for (int i = 1; i <= 5; i++) {
                ledger.say(alice, direct, "message " + i);
            }
            ledger.check(direct, List.of(alice, bob));
            parley.cql("DELETE FROM parley.events WHERE conversation_id = '" + direct + "' AND bucket = 0 AND seq = 3");
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> parley.metrics().stream()
                            .anyMatch(line -> line.startsWith("chat_audit_finding{")
                                    && line.contains("conversation=\"" + direct + "\"")
                                    && line.contains("kind=\"gap\"")
                                    && line.contains("seq=\"3\"")));
            assertThat(parley.logLines("audit_gap_found")).anyMatch(line -> line.contains(direct.value()));
        }
    }

    @Test
    void theLongestTextArrivesWholeOnEveryWayAndOneCharacterMoreIsRefused() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device alicesOther = cast.another(alice);
            Device bob = cast.newcomer("bob");
            Device bobsOther = cast.another(bob);
            ConversationId direct = Cast.direct(alice, bob);
            String longest = GRIN.repeat(Text.MAX_CODE_POINTS);
            Ledger ledger = new Ledger();
            ledger.say(alice, direct, longest);
            ledger.check(direct, List.of(alice, alicesOther, bob, bobsOther));

            PlainSocket socket = cast.plainSocket(bob);
            JsonNode page = socket.pull("whole", direct, 0);
            assertThat(page.at("/events/0/text").asString()).isEqualTo(longest);

            socket.send("too-long", direct, longest + GRIN, 1);
            assertThat(socket.answerTo("too-long").path("code").asString())
                    .isEqualTo(ErrorCode.TEXT_TOO_LONG.wireName());
            socket.send("short", direct, "short", 1);
            assertThat(socket.answerTo("short").path("seq").asLong()).isEqualTo(2);
            assertThat(alice.history(direct)).extracting(Ledger::text).containsExactly(longest, "short");
        }
    }

    @Test
    void whoIsAddedToAGroupSeesItAllAndWhoIsRemovedNothingMore() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            Device carol = cast.newcomer("carol");
            ConversationId.Group group = Cast.group(alice, bob);
            Ledger ledger = new Ledger();
            ledger.say(bob, group, "before carol").receipt().join();
            alice.client().api().addMembers(group, List.of(carol.user()));
            ledger.say(carol, group, "thanks").receipt().join();
            ledger.check(group, List.of(alice, bob, carol));

            alice.client().api().removeMember(group, bob.user());
            assertRefusedAsStranger(bob, group);
            ledger.say(carol, group, "after bob").receipt().join();
            ledger.check(group, List.of(alice, carol));

            // created, before carol, added, thanks, removed
            int removal = 5;
            List<ConversationEvent> whole = alice.history(group);
            assertThat(bob.history(group)).isEqualTo(whole.subList(0, removal));
            assertThat(bob.handed(group)).isEqualTo(whole.subList(0, removal));
            PlainSocket socket = cast.plainSocket(bob);
            JsonNode page = socket.pull("all", group, 0);
            assertThat(page.path("events").size()).isEqualTo(removal);
            assertThat(page.at("/events/4/change").asString()).isEqualTo("removed");
            assertThat(page.path("more").asBoolean()).isFalse();
            assertThat(socket.pull("rest", group, removal).path("events").size())
                    .isZero();
        }
    }

    @Test
    void whoTypesAndReadsIsSeenByMembersAndWhoWantsNoReceiptsIsNot() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            Device carol = cast.newcomer("carol");
            assertThat(cast.rest()
                            .patch("/v1/me/settings", Map.of("readReceipts", false), carol.accessToken())
                            .status())
                    .isEqualTo(200);
            ConversationId.Group group = Cast.group(alice, bob, carol);
            SentReceipt soup = alice.client().send(group, "Soup?").join();
            long seq = soup.seq();
            PlainSocket alices = cast.plainSocket(alice);
            PlainSocket bobs = cast.plainSocket(bob);
            PlainSocket carols = cast.plainSocket(carol);

            bobs.say(Map.of("type", "typing", "conversationId", group.value()));
            assertThat(alices.await(by("typing", bob)).path("expiresInMs").asLong())
                    .isPositive();
            carols.await(by("typing", bob));
            assertThat(bobs.has(by("typing", bob))).isFalse();

            Map<String, Object> read = Map.of("type", "read", "conversationId", group.value(), "seq", seq);
            carols.say(read);
            carols.await(by("receipt", carol));
            bobs.say(read);
            assertThat(alices.await(by("receipt", bob)).path("readSeq").asLong())
                    .isEqualTo(seq);
            assertThat(bobs.await(by("receipt", bob)).path("unread").asLong()).isZero();
            assertThat(alices.has(by("receipt", carol))).isFalse();
            assertThat(carols.has(by("receipt", bob))).isFalse();

            ConversationId direct = ConversationId.direct(alice.user(), bob.user());
            SentReceipt salt = alice.client().send(direct, "Salt?").join();
            long alone = salt.seq();
            JsonNode delivered = alices.await(by("receipt", bob)
                    .and(it -> it.path("conversationId").asString().equals(direct.value())));
            assertThat(delivered.path("deliveredSeq").asLong()).isEqualTo(alone);
            assertThat(delivered.has("readSeq")).isFalse();

            Awaitility.await().atMost(LONGEST).untilAsserted(() -> {
                JsonNode markers = cast.rest()
                        .get("/v1/conversations/" + group + "/markers", alice.accessToken())
                        .body()
                        .path("markers");
                assertThat(markers.valueStream()
                                .map(it -> it.path("userId").asString() + " "
                                        + it.path("readSeq").asLong()))
                        .contains(bob.user() + " " + seq)
                        .noneMatch(marker -> marker.startsWith(carol.user().toString()));
            });
            Awaitility.await().atMost(LONGEST).untilAsserted(() -> {
                assertThat(trace(cast, alice, salt)).containsExactly("delivered to " + bob.user());
                assertThat(trace(cast, alice, soup)).contains("read by " + bob.user(), "nothing of " + carol.user());
            });
            assertThat(trace(cast, bob, salt)).isEmpty();
        }
    }

    /// What is told of each recipient; empty for whom the message is not there.
    private static List<String> trace(Cast cast, Device asking, SentReceipt sent) {
        return cast.rest()
                .get(
                        "/v1/messages/" + sent.messageId() + "/trace?conversation=" + sent.conversation(),
                        asking.accessToken())
                .body()
                .path("recipients")
                .valueStream()
                .map(it -> it.path("read").asBoolean(false)
                        ? "read by " + it.path("userId").asString()
                        : (it.path("delivered").asBoolean(false) ? "delivered to " : "nothing of ")
                                + it.path("userId").asString())
                .toList();
    }

    @Test
    void deviceThatIsLoggedOutIsCutOffAtOnce() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            PlainSocket socket = cast.plainSocket(alice);
            String device = cast.rest()
                    .get("/v1/devices", alice.accessToken())
                    .body()
                    .path("devices")
                    .valueStream()
                    .filter(it -> it.path("name").asString().equals("plain socket"))
                    .findFirst()
                    .orElseThrow()
                    .path("deviceId")
                    .asString();

            assertThat(cast.rest()
                            .delete("/v1/devices/" + device, alice.accessToken())
                            .status())
                    .isEqualTo(204);

            assertThat(socket.await(frame -> PlainSocket.isOfType(frame, "error"))
                            .path("code")
                            .asString())
                    .isEqualTo("device_revoked");
            assertThat(alice.client()
                            .send(Cast.direct(alice, alice), "a note")
                            .join()
                            .seq())
                    .isEqualTo(1);
        }
    }

    @Test
    void suspendedUserIsOutUntilLetInAgain() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            PlainSocket socket = cast.plainSocket(alice);
            String name = alice.credentials().name();

            Process suspended = parley.admin("suspend", name, "--reason", "a test", "--json");
            assertThat(parley.output(suspended)).isEqualTo("{\"loggedOut\":2}\n");
            assertThat(suspended.exitValue()).isZero();
            assertThat(socket.await(frame -> PlainSocket.isOfType(frame, "error"))
                            .path("code")
                            .asString())
                    .isEqualTo("device_revoked");
            String password = alice.credentials().password();
            assertThat(cast.rest().login(name, password).problem()).isEqualTo("403 account_suspended");

            assertThat(parley.admin("unsuspend", name).exitValue()).isZero();
            assertThat(cast.rest().login(name, password).status()).isEqualTo(200);
            assertThat(parley.output(parley.admin("acts", name))).contains("local", "suspend", "unsuspend", "a test");
            assertThat(parley.output(parley.admin("lag"))).contains("sequencer", "inbox");
            Process export = parley.admin("export", name);
            assertThat(parley.output(export)).contains("\"name\": \"" + name + "\"", "complete");
            assertThat(export.exitValue()).isZero();
        }
    }

    @Test
    void whoIsErasedIsGoneAndOthersKeepWhatWasSaid() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            String name = alice.credentials().name();
            String password = alice.credentials().password();
            String id = alice.user().toString();
            ConversationId direct = Cast.direct(alice, bob);
            ConversationId.Group group = Cast.group(alice, bob);
            alice.client().send(direct, "from alice").join();
            bob.client().send(direct, "from bob").join();
            alice.client().send(group, "in the group").join();
            alice.client().send(Cast.direct(alice, alice), "a note").join();

            Process unsure = parley.admin("erase", name);
            assertThat(unsure.exitValue()).isEqualTo(2);
            assertThat(parley.output(unsure)).contains("admin export " + id, "admin erase " + id + " --yes");
            assertThat(cast.rest().get("/v1/me", alice.accessToken()).status()).isEqualTo(200);

            Process erased = parley.admin("erase", name, "--yes", "--reason", "a test");
            assertThat(erased.exitValue()).as(parley.output(erased)).isZero();
            assertThat(parley.output(erased))
                    .contains(
                            "still online",
                            id + " at ",
                            "1 devices, 1 logins, 0 blocks, 1 memberships",
                            "3 entries, 1 notes",
                            "1 lastSeen");
            assertThat(parley.admin("erase", id, "--yes").exitValue()).isEqualTo(1);
            assertThat(parley.output(parley.admin("acts", id))).contains("erase ", "erased", "a test");

            assertThat(cast.rest().get("/v1/me", alice.accessToken()).status()).isEqualTo(401);
            assertThat(cast.rest().login(name, password).problem()).isEqualTo("401 bad_credentials");
            assertThat(cast.rest().get("/v1/users/" + id, bob.accessToken()).problem())
                    .isEqualTo("404 unknown_user");
            assertThat(bob.history(direct)).extracting(Ledger::text).containsExactly("from alice", "from bob");
            JsonNode members = cast.rest()
                    .get("/v1/groups/" + group, bob.accessToken())
                    .body()
                    .path("members");
            assertThat(members.size()).isEqualTo(1);
            assertThat(members.at("/0/role").asString()).isEqualTo("owner");
            assertThat(bob.client().send(group, "still here").join().seq()).isPositive();

            String account = "{\"name\": \"" + name + "\", \"password\": \"" + password + "\"}";
            Rest.Answer anew = cast.rest().ask("POST", "/v1/auth/register", account, null);
            assertThat(anew.status()).isEqualTo(201);
            assertThat(anew.body().path("userId").asString()).isNotEqualTo(id);
        }
    }

    /// There is nobody to give slots to, so they stay, and nobody who talks here notices.
    @Test
    void drainIsHeededAndTakenBack() {
        String shown = parley.output(parley.admin("slots", "--json"));
        String server = shown.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(parley.admin("drain", server, "--reason", "a test").exitValue())
                .isZero();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> parley.output(parley.admin("slots")).contains("(draining)"));
        assertThat(parley.admin("undrain", server).exitValue()).isZero();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> !parley.output(parley.admin("slots")).contains("(draining)"));
        assertThat(parley.admin("drain", "no-such-server").exitValue()).isEqualTo(1);
    }

    private static Predicate<JsonNode> by(String type, Device who) {
        return frame -> PlainSocket.isOfType(frame, type)
                && frame.path("userId").asString("").equals(who.user().toString());
    }

    private static void assertRefusedAsStranger(Device device, ConversationId group) {
        assertThatThrownBy(() -> device.client().send(group, "am I still here?").join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SendRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_A_MEMBER.wireName()));
    }

    @Test
    void aGroupHasAHundredMembersAndNotOneMore() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            List<UserId> others = IntStream.rangeClosed(1, MembershipChange.MAX_MEMBERS)
                    .mapToObj(i -> cast.absentee("member" + i))
                    .toList();
            assertFull(() -> alice.client().api().createGroup("All of us", others));

            List<UserId> asManyAsFit = others.subList(1, others.size());
            ConversationId.Group group = (ConversationId.Group)
                    alice.client().api().createGroup("All but one", asManyAsFit).conversation();
            assertFull(() -> alice.client().api().addMembers(group, List.of(others.getFirst())));
            assertThat(alice.client().api().group(group).members()).hasSize(MembershipChange.MAX_MEMBERS);
            Ledger ledger = new Ledger();
            ledger.say(alice, group, "hello, all");
            ledger.check(group, List.of(alice));
        }
    }

    private static void assertFull(Runnable request) {
        assertThatThrownBy(request::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.is(ErrorCode.GROUP_FULL)).isTrue());
    }

    @Test
    void ofAThousandSendsAtOnceSomeAreLimitedAndInTheEndEachIsThereOnce() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            ConversationId notes = Cast.direct(alice, alice);
            PlainSocket socket = cast.plainSocket(alice);
            List<String> names =
                    IntStream.rangeClosed(1, 1_000).mapToObj(i -> "burst-" + i).toList();
            names.forEach(name -> socket.send(name, notes, name, 0));

            Queue<String> limited = new ArrayDeque<>();
            for (String name : names) {
                JsonNode answer = socket.answerTo(name);
                if (isLimited(answer)) {
                    limited.add(name);
                } else {
                    assertThat(PlainSocket.isOfType(answer, "event"))
                            .as(() -> answer.toString())
                            .isTrue();
                }
            }
            assertThat(limited).hasSizeBetween(500, 950);
            repeatAsTold(cast, alice, notes, limited);

            List<ConversationEvent> history = alice.history(notes);
            assertThat(history).extracting(Ledger::text).containsExactlyInAnyOrderElementsOf(names);
            Awaitility.await().atMost(LONGEST).until(() -> alice.handed(notes).size() >= history.size());
            assertThat(alice.handed(notes)).isEqualTo(history);
        }
    }

    private static boolean isLimited(JsonNode answer) {
        boolean limited = answer.path("code").asString("").equals(ErrorCode.RATE_LIMITED.wireName());
        if (limited) {
            assertThat(answer.path("retry").asBoolean()).isTrue();
            assertThat(answer.path("retryAfterMs").asLong()).isPositive();
        }
        return limited;
    }

    /// One after the other on a fresh connection, all four fields unchanged.
    private static void repeatAsTold(Cast cast, Device alice, ConversationId notes, Queue<String> limited)
            throws InterruptedException {
        PlainSocket socket = cast.plainSocket(alice);
        long lastHeartbeat = System.nanoTime();
        while (!limited.isEmpty()) {
            String name = limited.element();
            socket.forgetFrames();
            socket.send(name, notes, name, 0);
            JsonNode answer = socket.answerTo(name);
            if (isLimited(answer)) {
                TimeUnit.MILLISECONDS.sleep(answer.path("retryAfterMs").asLong());
            } else {
                limited.remove();
            }
            if (System.nanoTime() - lastHeartbeat > TimeUnit.SECONDS.toNanos(5)) {
                socket.say(Map.of("type", "heartbeat"));
                lastHeartbeat = System.nanoTime();
            }
        }
    }

    @Test
    void fiveDevicesOfOnePersonStayInStepAsleepOrAwake() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device bob = cast.newcomer("bob");
            Device alice = cast.newcomer("alice");
            List<Device> awake = List.of(alice, cast.another(alice), cast.another(alice));
            List<MemoryClientStore> sleepers = List.of(new MemoryClientStore(), new MemoryClientStore());
            sleepers.forEach(store -> cast.on(store, alice).close());
            ConversationId direct = Cast.direct(alice, bob);
            Ledger ledger = new Ledger();

            ledger.say(bob, direct, "one").receipt().join();
            ledger.say(alice, direct, "two").receipt().join();
            ledger.say(bob, direct, "three").receipt().join();
            alice.client().read(direct, 1);
            alice.client().mute(direct, Mute.FOREVER);

            Head expected = new Head(direct, 3, 1, 1, 0, Mute.FOREVER);
            awake.forEach(device -> Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(
                            () -> assertThat(device.client().head(direct)).isEqualTo(expected)));
            for (MemoryClientStore store : sleepers) {
                Device woken = cast.on(store, alice);
                Awaitility.await()
                        .atMost(LONGEST)
                        .until(() -> !woken.toldHeads(direct).isEmpty());
                assertThat(woken.toldHeads(direct).getFirst())
                        .as("told by the welcome")
                        .isEqualTo(expected);
            }
            ledger.check(direct, List.of(alice, bob));
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(cast.rest()
                                    .get("/v1/conversations", alice.accessToken())
                                    .body()
                                    .at("/conversations/0/mutedUntil")
                                    .asString(""))
                            .isEqualTo("forever"));
        }
    }

    /// The embedded default rings devices in its log.
    @Test
    void aSleepingPhoneIsRungAndIsSilentAgainWhenItsUserReadsElsewhere() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            MemoryClientStore web = new MemoryClientStore();
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            Device bobsWeb = cast.on(web, bob);
            ConversationId direct = Cast.direct(alice, bob);
            String phone = bob.client().deviceId().toString();
            bob.close();
            bobsWeb.close();

            Ledger ledger = new Ledger();
            for (String text : List.of("one", "two", "three")) {
                ledger.say(alice, direct, text).receipt().join();
            }
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(rung("would_ring", phone))
                            .isNotEmpty()
                            .last()
                            .asString()
                            .contains("badge=\"3\""));

            Device back = cast.on(web, bob);
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> back.client().head(direct).unread() == 3);
            assertThat(rung("would_take_back", phone)).isEmpty();
            back.client().read(direct, 3);
            Awaitility.await()
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(rung("would_take_back", phone))
                            .singleElement()
                            .asString()
                            .contains("badge=\"0\""));
        }
    }

    private static List<String> rung(String word, String device) {
        return parley.logLines(word + " ").stream()
                .filter(line -> line.contains("device=\"" + device + "\""))
                .toList();
    }

    /// Bob's first device was closed by itself: nobody hears of it for 30 s, then he is away.
    @Test
    void whoIsHereIsSeenByWhoMaySeeIt() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            Device alice = cast.newcomer("alice");
            Device bob = cast.newcomer("bob");
            Device shy = cast.newcomer("shy");
            assertThat(cast.rest()
                            .patch("/v1/me/settings", Map.of("invisible", true), shy.accessToken())
                            .status())
                    .isEqualTo(200);
            alice.client().watch(List.of(bob.user(), shy.user()));

            Awaitility.await().atMost(LONGEST).until(() -> alice.sees(bob.user()));
            assertThat(alice.sees(shy.user())).isFalse();
            assertThat(cast.rest()
                            .get("/v1/presence?users=" + bob.user() + "," + shy.user(), alice.accessToken())
                            .body()
                            .path("users")
                            .values())
                    .extracting(it -> it.path("online").asBoolean())
                    .containsExactly(true, false);

            bob.close();
            Awaitility.await().atMost(LONGEST).until(() -> !alice.sees(bob.user()));
            JsonNode seen = cast.rest()
                    .get("/v1/presence?users=" + bob.user(), alice.accessToken())
                    .body();
            assertThat(seen.at("/users/0/lastSeenAt").asString("")).isNotEmpty();
        }
    }

    @Test
    void whoWasAwayIsToldTheHeadsAndIsHandedWhatIsMissingOnce() throws Exception {
        try (Cast cast = new Cast(parley.url())) {
            MemoryClientStore store = new MemoryClientStore();
            Device bob = cast.newcomer("bob");
            Device alice = cast.newcomer("alice");
            Device alicesPhone = cast.on(store, alice);
            ConversationId direct = Cast.direct(alice, bob);
            Ledger ledger = new Ledger();
            ledger.say(bob, direct, "hello").receipt().join();
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> alicesPhone.handed(direct).size() == 1);
            alicesPhone.close();
            List<ConversationEvent> handed = new ArrayList<>(alicesPhone.handed(direct));

            IntStream.rangeClosed(1, 300).forEach(i -> ledger.say(bob, direct, "while you were away " + i));
            ledger.awaitAllAcknowledged();

            Device back = cast.on(store, alice);
            assertThat(back.client().deviceId()).isEqualTo(alicesPhone.client().deviceId());
            Awaitility.await().atMost(LONGEST).until(() -> back.handed(direct).size() >= 300);
            Head told = back.toldHeads(direct).getFirst();
            assertThat(told.seq()).isEqualTo(301);
            assertThat(told.unread()).isEqualTo(301);
            handed.addAll(back.handed(direct));
            assertThat(handed).isEqualTo(alice.history(direct));
            ledger.check(direct, List.of(alice, bob));
        }
    }
}
