package dev.parley.client.terminal;

import dev.parley.client.account.ConversationSummary;
import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Person;
import dev.parley.contracts.id.ConversationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the conversation someone means: a conversation's id, `@name` of a person, `#title` of a group, or without
/// a mark what fits. A name is all lower case, so what has a capital is looked for among the groups first.
final class Targets {
    private static final int LIST_PAGE = 100;
    private static final int MAX_LIST_PAGES = 20;

    private final ParleyApi api;

    Targets(ParleyApi api) {
        this.api = api;
    }

    /// @throws StoppedException `REFUSED` if nothing fits, or more than one group
    ConversationId find(String whom) {
        if (whom.startsWith("@")) {
            return person(whom.substring(1)).orElseThrow(() -> nobody(whom));
        }
        if (whom.startsWith("#")) {
            return group(whom.substring(1)).orElseThrow(() -> nobody(whom));
        }
        ConversationId id = id(whom);
        if (id != null) {
            return id;
        }
        boolean mayBeName = whom.equals(whom.toLowerCase(Locale.ROOT));
        Optional<ConversationId> found = mayBeName
                ? person(whom).or(() -> group(whom))
                : group(whom).or(() -> person(whom.toLowerCase(Locale.ROOT)));
        return found.orElseThrow(() -> nobody(whom));
    }

    private static @Nullable ConversationId id(String whom) {
        try {
            return ConversationId.parse(whom);
        } catch (IllegalArgumentException no) {
            return null;
        }
    }

    private Optional<ConversationId> person(String name) {
        return api.personNamed(name)
                .map(Person::user)
                .map(user -> ConversationId.direct(api.session().user(), user));
    }

    private Optional<ConversationId> group(String title) {
        List<ConversationId> fitting = new ArrayList<>();
        String next = null;
        for (int page = 0; page < MAX_LIST_PAGES; page++) {
            ConversationSummary.Page part = api.conversations(LIST_PAGE, next);
            part.conversations().stream()
                    .filter(one -> one.head().conversation() instanceof ConversationId.Group)
                    .filter(one -> one.title().equalsIgnoreCase(title))
                    .forEach(one -> fitting.add(one.head().conversation()));
            next = part.next().orElse(null);
            if (next == null) {
                break;
            }
        }
        if (fitting.size() > 1) {
            throw new StoppedException(
                    ExitCode.REFUSED, "More than one group is called so; say which by its id: " + fitting);
        }
        return fitting.stream().findFirst();
    }

    private static StoppedException nobody(String whom) {
        return new StoppedException(
                ExitCode.REFUSED, "There is no person and no group of yours called " + PrintableText.line(whom) + ".");
    }
}
