package dev.parley.client.account;

/// What a user logs in with. Kept in memory only.
public record Credentials(String name, String password) {
    @Override
    public String toString() {
        return "Credentials[name=" + name + "]";
    }
}
