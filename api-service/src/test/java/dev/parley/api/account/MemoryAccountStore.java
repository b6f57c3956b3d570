package dev.parley.api.account;

import dev.parley.api.text.PlainText;
import dev.parley.contracts.id.UserId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Users in memory.
final class MemoryAccountStore implements AccountStore {
    private final Map<UserId, Profile> profiles = new HashMap<>();
    private final Map<UserId, String> hashes = new HashMap<>();
    private final Map<UserId, Preferences> preferences = new ConcurrentHashMap<>();

    @Override
    public boolean add(Profile profile, String passwordHash) {
        if (named(profile.name()).isPresent()) {
            return false;
        }
        profiles.put(profile.id(), profile);
        hashes.put(profile.id(), passwordHash);
        return true;
    }

    @Override
    public Optional<PasswordHash> passwordOf(UserName name) {
        return named(name).flatMap(profile -> passwordOf(profile.id()));
    }

    @Override
    public Optional<PasswordHash> passwordOf(UserId user) {
        return Optional.ofNullable(hashes.get(user)).map(hash -> new PasswordHash(user, hash));
    }

    @Override
    public void changePassword(UserId user, String passwordHash) {
        hashes.replace(user, passwordHash);
    }

    @Override
    public Optional<Profile> profile(UserId user) {
        return Optional.ofNullable(profiles.get(user));
    }

    @Override
    public Optional<Profile> named(UserName name) {
        return profiles.values().stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst();
    }

    @Override
    public void change(UserId user, @Nullable String displayName, @Nullable String about) {
        profiles.computeIfPresent(
                user,
                (same, it) -> new Profile(
                        it.id(),
                        it.name(),
                        displayName == null ? it.displayName() : displayName,
                        about == null ? it.about() : about,
                        it.createdAt()));
    }

    @Override
    public List<Profile> startingWith(String searchKey, int limit) {
        Stream<Profile> byName = profiles.values().stream()
                .filter(it -> it.name().value().startsWith(searchKey))
                .sorted(Comparator.comparing(it -> it.name().value()));
        Stream<Profile> byDisplayName = profiles.values().stream()
                .filter(it -> PlainText.searchKey(it.displayName()).startsWith(searchKey))
                .sorted(Comparator.comparing(it -> PlainText.searchKey(it.displayName())));
        return Stream.concat(byName, byDisplayName).distinct().limit(limit).toList();
    }

    @Override
    public Preferences preferences(UserId user) {
        return preferences.getOrDefault(user, Preferences.DEFAULT);
    }

    @Override
    public Preferences changePreferences(UserId user, UnaryOperator<Preferences> change) {
        return preferences.compute(user, (same, it) -> change.apply(it == null ? Preferences.DEFAULT : it));
    }
}
