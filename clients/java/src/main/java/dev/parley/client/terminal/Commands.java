package dev.parley.client.terminal;

import dev.parley.client.ParleyClient;
import dev.parley.client.account.ConversationSummary;
import dev.parley.client.account.GroupView;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Person;
import dev.parley.client.event.ConversationEvent;
import dev.parley.contracts.event.Role;
import dev.parley.contracts.id.ConversationId;
import dev.parley.contracts.id.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be typed with a slash. Commands run on the typing thread, one after the other.
final class Commands {
    private static final String HELP = """
            /list              the conversations
            /open WHOM         by name, title or number in the list
            /new NAME          start talking with somebody
            /history [N]       the N (20) events before those on the screen
            /who               who is in this conversation
            /group TITLE NAME… make a group; "two words" in quotes
            /add NAME…         into this group
            /remove NAME…      out of this group
            /leave             this group
            /quit              or Ctrl-D
            Anything else is sent to the open conversation; //… sends a line that begins with a slash.""";

    private static final List<String> NAMES = List.of(
            "/list", "/open", "/new", "/history", "/who", "/group", "/add", "/remove", "/leave", "/help", "/quit");
    private static final int FIRST_PAGE = 20;

    private final ParleyClient client;
    private final ParleyApi api;
    private final Screen screen;
    private final People people;
    private final Titles titles;
    private final EventText texts;
    private List<ConversationId> listed = List.of();
    private volatile @Nullable Room room;

    Commands(ParleyClient client, Screen screen, People people, Clock clock) {
        this.client = client;
        this.api = client.api();
        this.screen = screen;
        this.people = people;
        this.titles = new Titles(api, people);
        this.texts = new EventText(people, clock);
        screen.suggest(NAMES);
    }

    /// The open conversation.
    @Nullable
    Room room() {
        return room;
    }

    Titles titles() {
        return titles;
    }

    People people() {
        return people;
    }

    boolean isOwn(ConversationEvent event) {
        return event.author().equals(client.userId());
    }

    void show(ConversationEvent event) {
        screen.print(texts.of(event) + (isOwn(event) && event.isMessage() ? " ✓" : ""));
    }

    void markRead(ConversationEvent event) {
        client.read(event.conversation(), event.seq());
    }

    /// @param line begins with a slash
    void run(String line) {
        List<String> words = Words.of(line);
        List<String> arguments = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "/help" -> screen.print(HELP);
            case "/list" -> list();
            case "/open" -> open(target(String.join(" ", arguments)));
            case "/new" -> open(api.directWith(only(arguments)));
            case "/history" -> history(arguments);
            case "/who" -> who();
            case "/group" -> group(arguments);
            case "/add" -> add(arguments);
            case "/remove" -> persons(arguments).forEach(person -> api.removeMember(openGroup(), person.user()));
            case "/leave" -> api.removeMember(openGroup(), client.userId());
            default ->
                throw complaint("There is no " + PrintableText.line(words.getFirst()) + "; /help says what there is.");
        }
    }

    void list() {
        List<ConversationSummary> conversations = client.conversations();
        List<ConversationId> numbered = new ArrayList<>();
        List<String> words = new ArrayList<>(NAMES);
        StringBuilder lines = new StringBuilder();
        for (ConversationSummary summary : conversations) {
            titles.learn(summary);
            ConversationId conversation = summary.head().conversation();
            numbered.add(conversation);
            lines.append(numbered.size() == 1 ? "" : "\n")
                    .append(String.format("%3d  %s", numbered.size(), titles.of(conversation)));
            if (summary.head().unread() > 0) {
                lines.append("  (").append(summary.head().unread()).append(" unread)");
            }
            if (summary.head().leftSeq() > 0) {
                lines.append("  (left)");
            }
            words.add(summary.peer().map(Person::name).orElse(summary.title()));
        }
        listed = List.copyOf(numbered);
        screen.suggest(words.stream().map(PrintableText::line).toList());
        screen.print(lines.isEmpty() ? "No conversations yet: /new NAME begins one." : lines.toString());
    }

    private ConversationId target(String whom) {
        if (whom.isEmpty()) {
            throw complaint("/open whom? A name, a title, or a number in the /list.");
        }
        return numbered(whom).orElseGet(() -> new Targets(api).find(whom));
    }

    private Optional<ConversationId> numbered(String whom) {
        try {
            int number = Integer.parseInt(whom);
            return number >= 1 && number <= listed.size() ? Optional.of(listed.get(number - 1)) : Optional.empty();
        } catch (NumberFormatException aName) {
            return Optional.empty();
        }
    }

    private void open(ConversationId conversation) {
        String title = titles.of(conversation);
        Room.Entered entered = Room.enter(client, conversation, title, FIRST_PAGE);
        Room before = room;
        if (before != null) {
            before.leave();
        }
        screen.print("── " + title + " ──" + (entered.newest().more() ? "  /history shows what was before" : ""));
        entered.newest().events().forEach(this::show);
        room = entered.room();
        entered.room().follow(entered.newest());
    }

    private void history(List<String> arguments) {
        int limit = FIRST_PAGE;
        if (!arguments.isEmpty()) {
            try {
                limit = Math.clamp(Integer.parseInt(arguments.getFirst()), 1, 200);
            } catch (NumberFormatException noNumber) {
                throw complaint("/history takes a number.");
            }
        }
        List<ConversationEvent> older = openRoom().older(limit);
        if (older.isEmpty()) {
            screen.note("· this is where it began");
            return;
        }
        older.forEach(this::show);
        screen.note("── up to here from before ──");
    }

    private void who() {
        switch (openRoom().conversation()) {
            case ConversationId.Direct direct -> {
                screen.print(people.label(direct.lower()));
                if (!direct.lower().equals(direct.higher())) {
                    screen.print(people.label(direct.higher()));
                }
            }
            case ConversationId.Group group -> {
                for (GroupView.GroupMember member : api.group(group).members()) {
                    people.learn(member.person());
                    screen.print(People.label(member.person())
                            + (member.role() == Role.MEMBER
                                    ? ""
                                    : ", " + member.role().wireName()));
                }
            }
        }
    }

    private void group(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw complaint("/group needs a title and names.");
        }
        List<UserId> members = persons(arguments.subList(1, arguments.size())).stream()
                .map(Person::user)
                .toList();
        open(api.createGroup(arguments.getFirst(), members).conversation());
    }

    private void add(List<String> names) {
        ConversationId.Group group = openGroup();
        api.addMembers(group, persons(names).stream().map(Person::user).toList());
    }

    private List<Person> persons(List<String> names) {
        return names.stream()
                .map(name -> api.personNamed(name)
                        .orElseThrow(() -> complaint("There is nobody called " + PrintableText.line(name) + ".")))
                .toList();
    }

    private String only(List<String> arguments) {
        if (arguments.size() != 1) {
            throw complaint("One name, please.");
        }
        return arguments.getFirst();
    }

    private Room openRoom() {
        Room open = room;
        if (open == null) {
            throw complaint("No conversation is open: /open one first.");
        }
        return open;
    }

    private ConversationId.Group openGroup() {
        if (openRoom().conversation() instanceof ConversationId.Group group) {
            return group;
        }
        throw complaint("This is no group.");
    }

    private static StoppedException complaint(String sentence) {
        return new StoppedException(ExitCode.USAGE, sentence);
    }
}
