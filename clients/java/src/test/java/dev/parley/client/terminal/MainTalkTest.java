package dev.parley.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `listen`, `history` and the room in which people talk.
class MainTalkTest extends TerminalScene {
    // Listening.

    @Test
    void listenPrintsWhatIsUnreadAndMarksIt() {
        server.post("bob", chat, "one");
        server.post("alice", chat, "my own");
        server.post("bob", chat, "two");

        TerminalRun first = run("alice", "--listen", "--count", "1", "--json");
        assertThat(first.exit()).isEqualTo(ExitCode.OK);
        JsonNode event = json(first.out());
        assertThat(event.get("text").stringValue()).isEqualTo("one");
        assertThat(event.get("authorName").stringValue()).isEqualTo("bob");
        assertThat(event.get("authorDisplayName").stringValue()).isEqualTo("BOB");
        assertThat(server.readSeq("alice", chat)).isEqualTo(1);

        TerminalRun second = run("alice", "--listen", "--count", "1", "--json");
        assertThat(second.exit()).isEqualTo(ExitCode.OK);
        assertThat(json(second.out()).get("text").stringValue()).isEqualTo("two");
    }

    @Test
    void listenPrintsWhatComes() {
        server.post("bob", chat, "old");
        TerminalRun run = run("alice", "--listen", "--new-only", "--count", "2", "--json");
        await().atMost(SOON).until(() -> server.hellos() == 1);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        server.post("bob", chat, "three");
        server.post("bob", chat, "four");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines().map(line -> json(line).get("text").stringValue()))
                .containsExactly("three", "four");
    }

    @Test
    void listenForPeopleShowsWhereAndEscapesWhatTerminalsObey() {
        server.post("bob", chat, "\u001b[2Jclear");

        TerminalRun run = run("alice", "--listen", "--count", "1");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("[BOB] ").endsWith("BOB: ␛[2Jclear\n");
    }

    @Test
    void longTextIsShownInPartToPeopleAndWholeToScripts() {
        String text = "😀".repeat(99_999);
        server.post("bob", chat, text);

        TerminalRun people = run("alice", "--history", "bob");
        assertThat(people.exit()).isEqualTo(ExitCode.OK);
        assertThat(people.out()).hasSizeLessThan(10_000).contains("99999 characters");
        TerminalRun script = run("alice", "--history", "bob", "--json");
        assertThat(script.exit()).isEqualTo(ExitCode.OK);
        assertThat(json(script.out()).get("text").stringValue()).isEqualTo(text);
    }

    @Test
    void listenToOneConversationLeavesTheOthersUnread() {
        ConversationId dave = server.direct("alice", "dave");
        server.post("dave", dave, "not this");
        server.post("bob", chat, "this");

        TerminalRun run = run("alice", "--listen", "--to", "bob", "--count", "1", "--json");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(json(run.out()).get("text").stringValue()).isEqualTo("this");
        assertThat(server.readSeq("alice", dave)).isZero();
    }

    @Test
    void listenEndsWhenTimeIsUp() {
        assertThat(run("alice", "--listen", "--count", "1", "--timeout", "1").exit())
                .isEqualTo(ExitCode.TIMED_OUT);
        assertThat(run("alice", "--listen", "--timeout", "1").exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void twoProgramsAsTheSameUserAreTwoDevices() {
        TerminalRun one = run("alice", "--listen", "--count", "1", "--json");
        TerminalRun two = run("alice", "--listen", "--count", "1", "--json");
        await().atMost(SOON).until(() -> server.hellos() == 2);
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        server.post("bob", chat, "to both");

        assertThat(one.exit()).isEqualTo(ExitCode.OK);
        assertThat(two.exit()).isEqualTo(ExitCode.OK);
        assertThat(one.out()).contains("to both");
        assertThat(two.out()).contains("to both");
    }

    // History.

    @Test
    void historyIsReadBackwardsPageByPage() {
        for (int i = 1; i <= 450; i++) {
            server.post("bob", chat, "text " + i);
        }

        TerminalRun run = run("alice", "--history", "bob", "--limit", "420", "--json");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        List<Integer> seqs =
                run.out().lines().map(line -> json(line).get("seq").intValue()).toList();
        assertThat(seqs).hasSize(420).isSorted().startsWith(31).endsWith(450);
    }

    // Talking, without a terminal.

    @Test
    void personListsOpensReadsAndAnswers() {
        server.post("bob", chat, "hello alice");
        TerminalRun run = typed("alice");
        run.awaitOut("1  BOB  (1 unread)");
        run.type("/open 1");
        run.awaitOut("BOB: hello alice");
        run.type("hello bob");
        run.awaitOut("ALICE: hello bob ✓");
        server.post("bob", chat, "how are you?");
        run.awaitOut("BOB: how are you?");
        await().atMost(SOON).until(() -> server.readSeq("alice", chat) == 3);
        run.type("/quit");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void messagesElsewhereAreAnnouncedAndMistakesExplained() {
        TerminalRun run = typed("alice");
        run.type("to whom?");
        run.awaitOut("/open somebody first");
        run.type("/dance");
        run.awaitOut("There is no /dance");
        run.type("/open nobody");
        run.awaitOut("no person and no group");
        run.type("/new dave");
        run.awaitOut("── DAVE ──");
        server.post("bob", chat, "psst\u0007");
        run.awaitOut("● BOB: psst␇");
        server.refuseNextSend(ErrorCode.BLOCKED);
        run.type("hey");
        run.awaitOut("✗ not sent: hey");
        run.type("/quit");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(server.readSeq("alice", chat)).isZero();
    }

    @Test
    void connectionThatBreaksIsSaidAndComesBack() {
        TerminalRun run = typed("alice");
        run.awaitOut("You are alice");
        run.type("/open bob");
        run.awaitOut("── BOB ──");
        server.discoveryFails(ErrorCode.RETRY);
        server.breakConnections();
        run.awaitOut("connection lost");
        run.type("are you there?");
        run.awaitOut("… sending: are you there?");
        server.discoveryFails(null);
        await().atMost(SOON).untilAsserted(() -> assertThat(run.out()).contains("connected again", "are you there? ✓"));
        run.type("/quit");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void textThatIsPipedInIsSentBeforeTheEnd() {
        TerminalRun run = new TerminalRun(server, state, Map.of(), "/open bob\none\ntwo\n//three\n", null, "alice");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
        assertThat(server.log(chat)).extracting(MainTest::text).containsExactly("one", "two", "/three");
    }

    @Test
    void historyPagesBackToTheBeginning() {
        for (int i = 1; i <= 30; i++) {
            server.post("bob", chat, "text " + i + ".");
        }
        TerminalRun run = typed("alice");
        run.type("/open bob");
        run.awaitOut("text 11.");
        assertThat(run.out()).doesNotContain("text 10.");
        run.type("/history 5");
        run.awaitOut("text 6.");
        run.type("/history");
        run.awaitOut("text 1.");
        run.type("/history");
        run.awaitOut("this is where it began");
        run.type("/quit");

        assertThat(run.exit()).isEqualTo(ExitCode.OK);
    }
}
