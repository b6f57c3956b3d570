package dev.parley.client.account;

import dev.parley.client.frame.JsonFields;
import dev.parley.contracts.id.UserId;

/// A user as others see them.
///
/// @param name unique, lower case
/// @param displayName as they call themselves; foreign text
public record Person(UserId user, String name, String displayName, String about) {
    static Person read(JsonFields json) {
        String name = json.text("name", "");
        return new Person(
                json.parsed("userId", UserId::parse), name, json.text("displayName", name), json.text("about", ""));
    }
}
