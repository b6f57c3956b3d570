package dev.parley.contracts.id;

/// Names a conversation. `d.<lower user>.<higher user>` for a direct one, so it needs no look-up and its members
/// are in its name; a user alone
/// with themself is `d.<user>.<user>`. `g.<id>` for a group.
public sealed interface ConversationId {
    /// The text form; [#parse] is its inverse.
    String value();

    /// @param lower the smaller of both ids
    /// @param higher the larger, equal for a conversation with oneself
    record Direct(UserId lower, UserId higher) implements ConversationId {
        public Direct {
            if (lower.compareTo(higher) > 0) {
                throw new IllegalArgumentException("the lower user id stands first");
            }
        }

        public boolean has(UserId user) {
            return lower.equals(user) || higher.equals(user);
        }

        /// The one who is not `user`; `user` itself in a conversation with oneself.
        public UserId other(UserId user) {
            return lower.equals(user) ? higher : lower;
        }

        @Override
        public String value() {
            return "d." + lower.value() + "." + higher.value();
        }

        @Override
        public String toString() {
            return value();
        }
    }

    /// @param id a [Snowflake] given at creation
    record Group(long id) implements ConversationId {
        public Group {
            Snowflake.requireValid(id);
        }

        @Override
        public String value() {
            return "g." + id;
        }

        @Override
        public String toString() {
            return value();
        }
    }

    static Direct direct(UserId one, UserId other) {
        return one.compareTo(other) <= 0 ? new Direct(one, other) : new Direct(other, one);
    }

    /// @throws IllegalArgumentException if `text` is not exactly what some id's [#value] gives
    static ConversationId parse(String text) {
        if (text.startsWith("g.")) {
            return new Group(Snowflake.parse(text.substring(2)));
        }
        int dot = text.indexOf('.', 2);
        if (text.startsWith("d.") && dot > 0) {
            return new Direct(UserId.parse(text.substring(2, dot)), UserId.parse(text.substring(dot + 1)));
        }
        throw new IllegalArgumentException("a conversation id is d.<user>.<user> or g.<id>");
    }
}
