package dev.parley.client.terminal;

import dev.parley.client.account.ParleyApi;
import dev.parley.client.account.Person;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.contracts.id.UserId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who is who. Asks the server once for each person.
final class People {
    private final ParleyApi api;
    /// As many as the user meets while the program runs.
    private final Map<UserId, Person> known = new ConcurrentHashMap<>();

    People(ParleyApi api) {
        this.api = api;
    }

    void learn(Person person) {
        known.put(person.user(), person);
    }

    /// A person without a name where the server does not tell.
    Person person(UserId user) {
        Person person = known.get(user);
        if (person != null) {
            return person;
        }
        try {
            Person asked = api.person(user);
            learn(asked);
            return asked;
        } catch (RefusedException | UnreachableException unknown) {
            String number = "user " + user;
            return new Person(user, number, number, "");
        }
    }

    String label(UserId user) {
        return label(person(user));
    }

    /// The display name, and the unique name where someone could be taken for another.
    static String label(Person person) {
        String shown = PrintableText.shortLine(person.displayName(), 40);
        return person.displayName().equalsIgnoreCase(person.name())
                ? shown
                : shown + " (" + PrintableText.line(person.name()) + ")";
    }
}
