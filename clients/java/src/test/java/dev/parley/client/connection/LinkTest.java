package dev.parley.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.client.frame.Incoming;
import dev.parley.contracts.frame.Cursor;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final URI SERVER = URI.create("ws://one/ws/chat-1");
    private static final URI OTHER = URI.create("ws://two/ws/chat-2");

    private final Link link = new Link(new Random(1));
    private long nowMs = 1_000;
    private long attempt;

    private List<LinkAction> apply(LinkInput input) {
        List<LinkAction> actions = link.apply(input, nowMs);
        for (LinkAction action : actions) {
            if (action instanceof LinkAction.Open open) {
                attempt = open.attempt();
            }
        }
        return actions;
    }

    private List<LinkAction> received(Incoming frame) {
        return apply(new LinkInput.Received(attempt, frame));
    }

    private static Incoming welcome() {
        return new Incoming.Welcome(new UserId(1), new DeviceId(2), "chat-1", new Cursor(1, 1), List.of(), false);
    }

    private void goLive() {
        apply(new LinkInput.Start());
        apply(new LinkInput.Discovered(SERVER, "t1"));
        apply(new LinkInput.Opened(attempt));
        received(welcome());
        assertThat(link.state()).isEqualTo(LinkState.LIVE);
    }

    private List<LinkAction> whenDue() {
        nowMs = link.dueAtMs();
        return apply(new LinkInput.Tick());
    }

    @Test
    void startDiscoversConnectsAndGreets() {
        assertThat(apply(new LinkInput.Start())).contains(new LinkAction.Discover());
        assertThat(apply(new LinkInput.Discovered(SERVER, "t1"))).contains(new LinkAction.Open(1, SERVER));
        assertThat(apply(new LinkInput.Opened(1))).contains(new LinkAction.Greet("t1"));
    }

    @Test
    void beatsEveryFiveSecondsWhileSomethingComes() {
        goLive();
        for (int i = 0; i < 20; i++) {
            long before = nowMs;
            assertThat(whenDue()).containsExactly(new LinkAction.Beat());
            assertThat(nowMs - before).isEqualTo(Link.HEARTBEAT_MS);
            apply(new LinkInput.Pong(attempt));
        }
    }

    @Test
    void silenceOfThreeHeartbeatsEndsTheConnection() {
        goLive();
        long since = nowMs;
        while (link.state() == LinkState.LIVE) {
            whenDue();
        }
        assertThat(nowMs - since).isEqualTo(Link.SILENCE_MS);
        assertThat(whenDue()).contains(new LinkAction.Discover());
    }

    @Test
    void delaysGrowAndStayBounded() {
        apply(new LinkInput.Start());
        long longest = 0;
        for (int i = 0; i < 30; i++) {
            apply(new LinkInput.DiscoveryFailed(0));
            long delay = link.dueAtMs() - nowMs;
            longest = Math.max(longest, delay);
            assertThat(delay).isBetween(0L, 30_000L);
            whenDue();
        }
        assertThat(longest).isGreaterThan(15_000);
    }

    @Test
    void serverThatAsksForPatienceGetsIt() {
        apply(new LinkInput.Start());
        apply(new LinkInput.DiscoveryFailed(60_000));

        assertThat(link.dueAtMs() - nowMs).isEqualTo(60_000);
    }

    @Test
    void connectionThatBreaksAfterItsWelcomeAgainAndAgainIsNotTriedInALoop() {
        goLive();
        for (int i = 0; i < 8; i++) {
            apply(new LinkInput.Gone(attempt));
            whenDue();
            apply(new LinkInput.Discovered(SERVER, "t"));
            apply(new LinkInput.Opened(attempt));
            received(welcome());
        }
        apply(new LinkInput.Gone(attempt));

        assertThat(link.dueAtMs() - nowMs).isGreaterThan(10_000);
    }

    @Test
    void connectionThatLivedStartsOverWithAShortDelay() {
        connectionThatBreaksAfterItsWelcomeAgainAndAgainIsNotTriedInALoop();
        whenDue();
        apply(new LinkInput.Discovered(SERVER, "t"));
        apply(new LinkInput.Opened(attempt));
        received(welcome());
        nowMs += 60_000;
        apply(new LinkInput.Gone(attempt));

        assertThat(link.dueAtMs() - nowMs).isLessThanOrEqualTo(500);
    }

    private static Incoming.Return back(String ticket) {
        return new Incoming.Return(ticket, Duration.ofMinutes(15));
    }

    private void loseConnection() {
        apply(new LinkInput.Gone(attempt));
        assertThat(whenDue()).contains(new LinkAction.Discover());
    }

    @Test
    void discoveryIsAskedFirstAndTheTicketForComingBackKept() {
        goLive();
        received(back("r1"));
        loseConnection();

        assertThat(apply(new LinkInput.Discovered(OTHER, "t2"))).contains(new LinkAction.Open(2, OTHER));
        assertThat(apply(new LinkInput.Opened(2))).contains(new LinkAction.Greet("t2"));
        loseConnection();
        assertThat(apply(new LinkInput.DiscoveryAway(0))).contains(new LinkAction.Open(3, SERVER));
        assertThat(apply(new LinkInput.Opened(3))).contains(new LinkAction.Greet("r1"));
    }

    @Test
    void whileDiscoveryIsAwayTheLastTicketOfTheLastServerLeadsBackToIt() {
        goLive();
        received(back("r1"));
        received(back("r2"));
        loseConnection();
        assertThat(apply(new LinkInput.DiscoveryAway(0))).contains(new LinkAction.Open(2, SERVER));
        assertThat(apply(new LinkInput.Opened(2))).contains(new LinkAction.Greet("r2"));
        received(new Incoming.Moved(OTHER, "t2"));
        apply(new LinkInput.Opened(attempt));
        received(welcome());
        received(back("r3"));
        loseConnection();

        assertThat(apply(new LinkInput.DiscoveryAway(0))).contains(new LinkAction.Open(4, OTHER));
        assertThat(apply(new LinkInput.Opened(4))).contains(new LinkAction.Greet("r3"));
    }

    @Test
    void refusalOfDiscoveryIsNoReasonToComeBackWithoutIt() {
        goLive();
        received(back("r1"));
        loseConnection();
        apply(new LinkInput.DiscoveryFailed(5_000));

        assertThat(link.state()).isEqualTo(LinkState.WAITING);
        assertThat(whenDue()).contains(new LinkAction.Discover());
    }

    @Test
    void ticketForComingBackThatWasShownIsNotShownAgain() {
        goLive();
        received(back("r1"));
        loseConnection();
        apply(new LinkInput.DiscoveryAway(0));
        apply(new LinkInput.Opened(attempt));
        received(new Incoming.Error("ticket_expired", "", true, null, null, null));
        loseConnection();
        apply(new LinkInput.DiscoveryAway(0));

        assertThat(link.state()).isEqualTo(LinkState.WAITING);
    }

    @Test
    void ticketForComingBackThatCouldNotBeShownIsTriedAgainAfterGrowingDelays() {
        goLive();
        received(back("r1"));
        long longest = 0;
        for (int i = 0; i < 8; i++) {
            loseConnection();
            assertThat(apply(new LinkInput.DiscoveryAway(0))).contains(new LinkAction.Open(2 + i, SERVER));
            apply(new LinkInput.Gone(attempt));
            longest = Math.max(longest, link.dueAtMs() - nowMs);
            apply(new LinkInput.Tick());
        }
        assertThat(longest).isGreaterThan(10_000);
        assertThat(apply(new LinkInput.Opened(attempt))).isEmpty();
    }

    @Test
    void serverThatCannotOpenTheInboxNowGivesAnotherTicket() {
        goLive();
        received(back("r1"));
        loseConnection();
        apply(new LinkInput.DiscoveryAway(0));
        apply(new LinkInput.Opened(attempt));
        received(back("r2"));
        received(new Incoming.Error("retry", "", true, null, null, null));
        loseConnection();
        apply(new LinkInput.DiscoveryAway(0));

        assertThat(apply(new LinkInput.Opened(attempt))).contains(new LinkAction.Greet("r2"));
    }

    @Test
    void ticketForComingBackIsForgottenWhenItHasExpired() {
        goLive();
        received(new Incoming.Return("r1", Duration.ofMinutes(1)));
        loseConnection();
        nowMs += 60_000;
        apply(new LinkInput.DiscoveryAway(0));

        assertThat(link.state()).isEqualTo(LinkState.WAITING);
    }

    @Test
    void discoveryThatAsksForPatienceIsLeftAloneAlsoByWhoComesBackWithoutIt() {
        goLive();
        received(back("r1"));
        loseConnection();
        long asked = nowMs;
        apply(new LinkInput.DiscoveryAway(60_000));
        apply(new LinkInput.Opened(attempt));
        received(welcome());
        received(back("r2"));
        apply(new LinkInput.Gone(attempt));
        assertThat(whenDue()).contains(new LinkAction.Open(3, SERVER));
        apply(new LinkInput.Opened(attempt));
        apply(new LinkInput.Gone(attempt));
        while (link.state() == LinkState.WAITING) {
            whenDue();
        }

        assertThat(link.state()).isEqualTo(LinkState.DISCOVERING);
        assertThat(nowMs).isGreaterThanOrEqualTo(asked + 60_000);
    }

    @Test
    void movedIsFollowedAtOnce() {
        goLive();
        assertThat(received(new Incoming.Moved(OTHER, "t2")))
                .containsSubsequence(new LinkAction.Abandon(1), new LinkAction.Open(2, OTHER));
        assertThat(apply(new LinkInput.Opened(2))).contains(new LinkAction.Greet("t2"));
    }

    @Test
    void serversThatMoveAClientInCirclesAreAskedNoMore() {
        goLive();
        for (int i = 0; i < 5; i++) {
            received(new Incoming.Moved(OTHER, "t2"));
            apply(new LinkInput.Opened(attempt));
            assertThat(link.state()).isEqualTo(LinkState.GREETING);
        }
        received(new Incoming.Moved(OTHER, "t2"));

        assertThat(link.state()).isEqualTo(LinkState.WAITING);
        assertThat(whenDue()).contains(new LinkAction.Discover());
    }

    @Test
    void drainIsFollowedAfterItsDelayAndTheOldConnectionUsedUntilThen() {
        goLive();
        assertThat(received(new Incoming.Drain(OTHER, "t2", Duration.ofMillis(700))))
                .isEmpty();
        assertThat(link.state()).isEqualTo(LinkState.LIVE);
        long before = nowMs;

        assertThat(whenDue()).containsSubsequence(new LinkAction.Abandon(1), new LinkAction.Open(2, OTHER));
        assertThat(nowMs - before).isEqualTo(700);
    }

    @Test
    void drainingServerThatClosesEarlyDoesNotHurryItsClients() {
        goLive();
        received(new Incoming.Drain(OTHER, "t2", Duration.ofMillis(700)));
        long before = nowMs;
        apply(new LinkInput.Gone(attempt));

        assertThat(whenDue()).contains(new LinkAction.Open(2, OTHER));
        assertThat(nowMs - before).isEqualTo(700);
    }

    @Test
    void whatAnEarlierConnectionSaysIsIgnored() {
        goLive();
        long old = attempt;
        received(new Incoming.Moved(OTHER, "t2"));

        assertThat(apply(new LinkInput.Gone(old))).isEmpty();
        assertThat(apply(new LinkInput.Opened(old))).isEmpty();
        assertThat(apply(new LinkInput.Received(old, welcome()))).isEmpty();
        assertThat(link.state()).isEqualTo(LinkState.CONNECTING);
    }

    @Test
    void openingAndGreetingDoNotTakeForever() {
        apply(new LinkInput.Start());
        apply(new LinkInput.Discovered(SERVER, "t1"));
        whenDue();
        assertThat(link.state()).isEqualTo(LinkState.WAITING);

        whenDue();
        apply(new LinkInput.Discovered(SERVER, "t1"));
        apply(new LinkInput.Opened(attempt));
        whenDue();
        assertThat(link.state()).isEqualTo(LinkState.WAITING);
    }

    @Test
    void revokedDeviceNeverComesBack() {
        goLive();
        received(new Incoming.Error("device_revoked", "", false, null, null, null));

        assertThat(link.state()).isEqualTo(LinkState.LOGGED_OUT);
        assertThat(link.dueAtMs()).isEqualTo(Long.MAX_VALUE);
        assertThat(apply(new LinkInput.Start())).isEmpty();
    }

    @Test
    void deviceThatWasReplacedDoesNotPushTheOtherOut() {
        goLive();
        received(new Incoming.Error("replaced", "", false, null, null, null));

        assertThat(link.state()).isEqualTo(LinkState.REPLACED);
        assertThat(link.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void stopEndsEverything() {
        goLive();
        assertThat(apply(new LinkInput.Stop())).contains(new LinkAction.Abandon(1));
        assertThat(link.dueAtMs()).isEqualTo(Long.MAX_VALUE);
    }
}
