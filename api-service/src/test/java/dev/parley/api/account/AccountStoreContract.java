package dev.parley.api.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.id.UserId;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// What every [AccountStore] promises.
abstract class AccountStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UserId NOBODY = new UserId(99);

    abstract AccountStore store();

    @Test
    void nameIsGivenOnce() {
        Profile alice = add(1, "alice", "Alice");
        Profile other = new Profile(new UserId(2), new UserName("alice"), "Other", "", NOW);
        assertThat(store().add(other, "other hash")).isFalse();
        assertThat(store().named(new UserName("alice"))).contains(alice);
        assertThat(store().profile(new UserId(2))).isEmpty();
        assertThat(store().passwordOf(new UserName("alice")))
                .contains(new AccountStore.PasswordHash(alice.id(), "hash of alice"));
    }

    @Test
    void passwordChangesForItsUserOnly() {
        Profile alice = add(1, "alice", "Alice");
        Profile bob = add(2, "bob-by", "Bob");
        store().changePassword(alice.id(), "new hash");
        assertThat(store().passwordOf(alice.id())).contains(new AccountStore.PasswordHash(alice.id(), "new hash"));
        assertThat(store().passwordOf(bob.id())).contains(new AccountStore.PasswordHash(bob.id(), "hash of bob-by"));
        assertThat(store().passwordOf(NOBODY)).isEmpty();
        assertThat(store().passwordOf(new UserName("nobody"))).isEmpty();
    }

    @Test
    void profileChangesInPart() {
        Profile alice = add(1, "alice", "Alice");
        store().change(alice.id(), "Alicia", null);
        store().change(alice.id(), null, "about");
        store().change(NOBODY, "x", "y");
        assertThat(store().profile(alice.id())).contains(new Profile(alice.id(), alice.name(), "Alicia", "about", NOW));
        assertThat(store().startingWith("alici", 9)).hasSize(1);
    }

    @Test
    void usersAreFoundByTheBeginningOfTheirNamesThenDisplayNames() {
        add(1, "zoe_ali", "Ali Z.");
        add(2, "alina", "Queen");
        add(3, "ali", "Ali the first");
        add(4, "other", "No match");
        assertThat(names("ali", 9)).containsExactly("ali", "alina", "zoe_ali");
        assertThat(names("ali", 1)).containsExactly("ali");
        assertThat(names("ali z", 9)).containsExactly("zoe_ali");
        assertThat(names("%", 9)).isEmpty();
        assertThat(names("_", 9)).isEmpty();
    }

    @Test
    void preferencesHaveDefaults() {
        Profile alice = add(1, "alice", "Alice");
        assertThat(store().preferences(alice.id())).isEqualTo(Preferences.DEFAULT);
        for (Preferences.LastSeenVisibility visibility : Preferences.LastSeenVisibility.values()) {
            Optional<QuietHours> quiet = visibility == Preferences.LastSeenVisibility.NOBODY
                    ? Optional.empty()
                    : Optional.of(new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 59)));
            Preferences changed = new Preferences(false, visibility, true, ZoneId.of("Asia/Kolkata"), true, quiet);
            assertThat(store().changePreferences(alice.id(), it -> changed)).isEqualTo(changed);
            assertThat(store().preferences(alice.id())).isEqualTo(changed);
        }
    }

    @Test
    void preferencesThatChangeAtTheSameMomentAreAllKept() {
        Profile alice = add(1, "alice", "Alice");
        List<CompletableFuture<Preferences>> others = new ArrayList<>();
        store().changePreferences(alice.id(), it -> {
            others.add(CompletableFuture.supplyAsync(
                    () -> store().changePreferences(alice.id(), AccountStoreContract::withoutReceipts)));
            // It waits for this change; if it did not, it would be done long before.
            assertThatThrownBy(() -> others.getFirst().get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            return new Preferences(
                    it.readReceipts(), it.lastSeenVisibility(), it.pushPreview(), it.timeZone(), true, it.quietHours());
        });
        others.getFirst().join();
        assertThat(store().preferences(alice.id()))
                .returns(true, Preferences::invisible)
                .returns(false, Preferences::readReceipts);
    }

    private static Preferences withoutReceipts(Preferences it) {
        return new Preferences(
                false, it.lastSeenVisibility(), it.pushPreview(), it.timeZone(), it.invisible(), it.quietHours());
    }

    private Profile add(long id, String name, String displayName) {
        Profile profile = new Profile(new UserId(id), new UserName(name), displayName, "", NOW);
        assertThat(store().add(profile, "hash of " + name)).isTrue();
        return profile;
    }

    private List<String> names(String searchKey, int limit) {
        return store().startingWith(searchKey, limit).stream()
                .map(profile -> profile.name().value())
                .toList();
    }
}
