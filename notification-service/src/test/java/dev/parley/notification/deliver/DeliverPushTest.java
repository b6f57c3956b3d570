package dev.parley.notification.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.event.Mute;
import dev.parley.contracts.event.PushRequest;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.DeviceId;
import dev.parley.contracts.id.MessageId;
import dev.parley.contracts.id.UserId;
import dev.parley.contracts.record.PushRequests;
import dev.parley.kit.trace.Traces;
import dev.parley.notification.provider.Notice;
import dev.parley.notification.provider.Outcome;
import dev.parley.notification.provider.Provider;
import dev.parley.notification.provider.PushClient;
import dev.parley.notification.provider.Target;
import dev.parley.notification.recipient.QuietHours;
import dev.parley.notification.recipient.Recipient;
import dev.parley.notification.recipient.RecipientStore;
import dev.parley.notification.recipient.RecipientsUnavailableException;
import dev.parley.notification.request.RequestIntake;
import dev.parley.notification.support.ManualClock;
import dev.parley.notification.support.MemoryAddressStore;
import dev.parley.notification.support.MemoryOutstandingStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// From requests to a provider, everything real but the provider, the API service and PostgreSQL.
class DeliverPushTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId BOB = new UserId(1L << 22);
    private static final UserId ALICE = new UserId(2L << 22);
    private static final DeviceId PHONE = new DeviceId(3L << 22);
    private static final DeviceId TABLET = new DeviceId(4L << 22);
    private static final ConversationId ROOM = ConversationId.parse("g.8388608");

    private final ManualClock clock = new ManualClock(NOON);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MemoryAddressStore addresses = new MemoryAddressStore();
    private final MemoryOutstandingStore outstanding = new MemoryOutstandingStore(addresses);
    private final FakeProvider provider = new FakeProvider();
    private final FakeApi api = new FakeApi();
    private final RequestIntake requests = new RequestIntake(addresses, outstanding, clock, meters);
    private final DeliverPush deliver = instance();

    @BeforeEach
    void register() {
        addresses.put(BOB, PHONE, new Target.Fcm("phone"), clock.instant());
        api.live.add(PHONE);
        api.live.add(TABLET);
    }

    @Test
    void aRingTellsHowMuchIsUnreadAndNothingElse() {
        ring(7);
        run();
        assertThat(provider.got).singleElement().isInstanceOfSatisfying(Notice.Ring.class, it -> {
            assertThat(it.device()).isEqualTo(PHONE);
            assertThat(it.conversation()).isEqualTo(ROOM);
            assertThat(it.seq()).isEqualTo(7);
            assertThat(it.badge()).isEqualTo(107);
            assertThat(it.unread()).isEqualTo(7);
            assertThat(it.preview()).isEmpty();
        });
    }

    @Test
    void whoWantsPreviewsGetsThem() {
        api.previews = true;
        ring(7);
        run();
        assertThat(provider.got)
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.Ring.class,
                        it -> assertThat(it.preview()).contains(new Notice.Preview("Alice", "text 7")));
    }

    @Test
    void aRequestThatComesAgainIsSentOnce() {
        ring(7);
        ring(7);
        run();
        ring(7);
        run();
        withdraw(7);
        run();
        ring(7);
        withdraw(7);
        run();
        assertThat(provider.got).hasSize(2);
        assertThat(provider.got.getLast()).isInstanceOf(Notice.TakeBack.class);
    }

    @Test
    void whatIsReadElsewhereIsTakenBackWithTheBadge() {
        ring(7);
        run();
        withdraw(7);
        run();
        assertThat(provider.got.getLast()).isInstanceOfSatisfying(Notice.TakeBack.class, it -> {
            assertThat(it.seq()).isEqualTo(7);
            assertThat(it.badge()).isZero();
        });
    }

    @Test
    void aDeviceThatHasTheMessageIsNotRung() {
        addresses.put(BOB, TABLET, new Target.Fcm("tablet"), clock.instant());
        requests.accept(ring(7, Set.of(PHONE), Mute.NONE));
        run();
        assertThat(provider.got).extracting(Notice::device).containsExactly(TABLET);
    }

    @Test
    void aMutedConversationIsNotRungButTakenBack() {
        ring(7);
        run();
        requests.accept(ring(8, Set.of(), Mute.FOREVER));
        run();
        assertThat(provider.got).hasSize(1);
        withdraw(8);
        run();
        assertThat(provider.got).hasSize(2).last().isInstanceOf(Notice.TakeBack.class);
    }

    @Test
    void quietHoursEndWithOneSummaryForEachConversation() {
        api.quiet = Optional.of(new QuietHours(LocalTime.parse("11:00"), LocalTime.parse("13:00")));
        for (int seq = 1; seq <= 50; seq++) {
            ring(seq);
            run();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(provider.got).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        run();
        assertThat(provider.got)
                .singleElement()
                .isInstanceOfSatisfying(
                        Notice.Ring.class, it -> assertThat(it.seq()).isEqualTo(50));
    }

    @Test
    void aProviderThatIsDownForAnHourGetsOneNoticeForEachConversationAfterwards() {
        provider.answer = new Outcome.Later("unreachable", Optional.empty(), true);
        for (int minute = 0; minute < 60; minute++) {
            for (int room = 1; room <= 20; room++) {
                requests.accept(ring(new ConversationId.Group((long) room << 22), minute + 1, Set.of(), Mute.NONE));
            }
            for (int second = 0; second < 60; second += 5) {
                run();
                clock.advance(Duration.ofSeconds(5));
            }
        }
        assertThat(provider.got.size()).as("tries while it was down").isLessThan(60);
        provider.got.clear();
        provider.answer = new Outcome.Accepted();
        for (int i = 0; i < 300; i++) {
            run();
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(provider.got)
                .hasSize(20)
                .allSatisfy(it -> assertThat(it.seq()).isEqualTo(60));
        assertThat(provider.got).extracting(Notice::conversation).doesNotHaveDuplicates();
    }

    @Test
    void retryAfterIsObeyedForAll() {
        provider.answer = new Outcome.Later("quota_exceeded", Optional.of(Duration.ofMinutes(5)), true);
        ring(7);
        run();
        requests.accept(ring(new ConversationId.Group(9L << 22), 1, Set.of(), Mute.NONE));
        provider.answer = new Outcome.Accepted();
        clock.advance(Duration.ofSeconds(299));
        run();
        assertThat(provider.got).hasSize(1);
        clock.advance(Duration.ofSeconds(61)); // Each of them a little later than all the others.
        run();
        assertThat(provider.got).hasSize(3);
    }

    @Test
    void troubleWithOneDeviceIsNotEveryones() {
        provider.answer = new Outcome.Later("too_many_requests", Optional.empty(), false);
        for (int i = 0; i < 20; i++) {
            ring(i + 1);
            run();
            clock.advance(Duration.ofMinutes(20));
        }
        provider.answer = new Outcome.Accepted();
        addresses.put(BOB, TABLET, new Target.Fcm("tablet"), clock.instant());
        requests.accept(ring(99, Set.of(PHONE), Mute.NONE));
        provider.got.clear();
        run();
        assertThat(provider.got).extracting(Notice::device).containsExactly(TABLET);
    }

    @Test
    void anAddressThatIsGoneIsRemoved() {
        provider.answer = new Outcome.Gone(Optional.empty());
        ring(7);
        run();
        assertThat(addresses.find(PHONE)).isEmpty();
        ring(8);
        run();
        assertThat(provider.got).hasSize(1);
    }

    @Test
    void anAddressThatWasRegisteredSinceItWasGoneStays() {
        provider.answer = new Outcome.Gone(Optional.of(NOON.minusSeconds(1)));
        ring(7);
        run();
        assertThat(addresses.find(PHONE)).isPresent();
    }

    @Test
    void aDeviceThatWasLoggedOutIsNeverRung() {
        api.live.clear();
        ring(7);
        run();
        assertThat(provider.got).isEmpty();
        assertThat(addresses.find(PHONE)).isEmpty();
    }

    @Test
    void withoutTheApiServiceRingsWait() {
        api.away = true;
        ring(7);
        run();
        assertThat(provider.got).isEmpty();
        api.away = false;
        clock.advance(Duration.ofSeconds(10));
        run();
        assertThat(provider.got).hasSize(1);
    }

    @Test
    void whatTheProviderNeverTakesIsDroppedAndTheNextIsTried() {
        provider.answer = new Outcome.Refused("payload");
        ring(7);
        run();
        clock.advance(Duration.ofDays(1));
        run();
        assertThat(provider.got).hasSize(1);
        provider.answer = new Outcome.Accepted();
        ring(8);
        run();
        assertThat(provider.got).hasSize(2);
    }

    @Test
    void aRecordThatFailsIsTriedAgainRatherThanThePush() {
        ring(7);
        outstanding.failNextFinishes(2);
        run();
        clock.advance(settings().lease());
        run();
        assertThat(provider.got).hasSize(1);
    }

    /// A crash between the provider's answer and its record: the one thing that is sent twice.
    @Test
    void whatAnInstanceTookBeforeItDiedIsSentByAnotherWhenTheLeaseHasRunOut() {
        ring(7);
        DeliverPush dying = new DeliverPush(
                provider,
                new Gate(gate(), clock.nanos()),
                outstanding,
                addresses,
                api,
                settings(),
                metrics(),
                Traces.OFF,
                clock,
                clock,
                new SplittableRandom(1),
                lost -> {});
        assertThat(dying.once()).isEqualTo(1);
        run();
        assertThat(provider.got).isEmpty();
        clock.advance(settings().lease());
        run();
        assertThat(provider.got).hasSize(1);
        clock.advance(settings().lease());
        run();
        assertThat(provider.got).hasSize(1);
    }

    @Test
    void aRingForATracedMessageIsAStepOfItsTraceHoweverOftenItIsTried() {
        InMemorySpanExporter sent = InMemorySpanExporter.create();
        try (Traces traces = new Traces(1, "notification-service", sent)) {
            String delivered = traces.parent(5L << 22, "deliver", BOB.value());
            requests.accept(ring(7, Set.of(), Mute.NONE), delivered);
            withdraw(6);
            DeliverPush traced = instance(traces);
            provider.answer = new Outcome.Later("away", Optional.empty(), false);
            traced.once();
            provider.answer = new Outcome.Accepted();
            clock.advance(Duration.ofHours(1));
            traced.once();
            withdraw(7);
            traced.once();

            assertThat(provider.got).hasSize(3);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> sent.getFinishedSpanItems().size() == 2);
            assertThat(sent.getFinishedSpanItems()).allSatisfy(it -> {
                assertThat(it.getName()).isEqualTo("push");
                assertThat(delivered).isEqualTo("00-" + it.getTraceId() + "-" + it.getParentSpanId() + "-01");
            });
            assertThat(sent.getFinishedSpanItems())
                    .extracting(it -> it.getStatus().getStatusCode())
                    .containsExactly(StatusCode.ERROR, StatusCode.UNSET);
        }
    }

    private void ring(long seq) {
        requests.accept(ring(seq, Set.of(), Mute.NONE));
    }

    private static byte[] ring(long seq, Set<DeviceId> reached, Mute mute) {
        return ring(ROOM, seq, reached, mute);
    }

    private static byte[] ring(ConversationId room, long seq, Set<DeviceId> reached, Mute mute) {
        return PushRequests.encode(new PushRequest.Ring(
                BOB, room, seq, new MessageId(5L << 22), ALICE, 100 + seq, seq, mute, reached, "text " + seq));
    }

    private void withdraw(long seq) {
        requests.accept(PushRequests.encode(new PushRequest.Withdraw(BOB, ROOM, seq, 0)));
    }

    private void run() {
        while (deliver.once() > 0) {
            // Until nothing is due.
        }
    }

    private DeliverPush instance() {
        return instance(Traces.OFF);
    }

    private DeliverPush instance(Traces traces) {
        return new DeliverPush(
                provider,
                new Gate(gate(), clock.nanos()),
                outstanding,
                addresses,
                api,
                settings(),
                metrics(),
                traces,
                clock,
                clock,
                new SplittableRandom(1),
                Runnable::run);
    }

    private DeliverMetrics metrics() {
        return new DeliverMetrics(meters, Provider.FCM, () -> false);
    }

    private static GateSettings gate() {
        return new GateSettings(500, 200, 5, Duration.ofSeconds(5), Duration.ofMinutes(2));
    }

    private static DeliverSettings settings() {
        return new DeliverSettings(
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofDays(7),
                Duration.ofDays(7),
                Duration.ofDays(14));
    }

    private static final class FakeProvider implements PushClient {
        private final List<Notice> got = new ArrayList<>();
        private Outcome answer = new Outcome.Accepted();

        @Override
        public Provider provider() {
            return Provider.FCM;
        }

        @Override
        public Optional<String> fault(Target target) {
            return Optional.empty();
        }

        @Override
        public Outcome push(Target target, Notice notice) {
            got.add(notice);
            return answer;
        }
    }

    private static final class FakeApi implements RecipientStore {
        private final Set<DeviceId> live = new HashSet<>();
        private boolean away;
        private boolean previews;
        private Optional<QuietHours> quiet = Optional.empty();

        @Override
        public Optional<Recipient> find(UserId user) {
            if (away) {
                throw new RecipientsUnavailableException("away", null);
            }
            return Optional.of(new Recipient(user.equals(ALICE) ? "Alice" : "Bob", previews, ZoneId.of("UTC"), quiet));
        }

        @Override
        public boolean isLive(UserId user, DeviceId device) {
            return live.contains(device);
        }

        @Override
        public Set<DeviceId> devices(UserId user) {
            return live;
        }
    }
}
