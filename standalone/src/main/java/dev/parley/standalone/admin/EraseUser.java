package dev.parley.standalone.admin;

import dev.parley.kit.time.Pause;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Asks for a user to be erased, again while the service says that it takes more time: who was logged out is online for
/// half a minute more.
final class EraseUser {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /// Two minutes; what takes longer needs a look at the stores.
    private static final int TRIES = 24;

    private final PrintStream err;
    private final Pause pause;

    EraseUser(PrintStream err, Pause pause) {
        this.err = err;
        this.pause = pause;
    }

    /// What somebody reads who did not say yes.
    ///
    /// @param user as the service shows it
    static StoppedException question(JsonNode user) {
        String id = user.path("userId").asString("");
        return new StoppedException(StoppedException.USAGE, """
                This would erase %s (%s), id %s, for good: account, logins, blocks, memberships, settings, push addresses, \
                read marks and notes to oneself. What the user wrote to others stays with them.
                  ./parley admin export %s --out FILE   what is kept, to be read first
                  ./parley admin erase %s --yes         erases it""".formatted(
                        user.path("name").asString(""), user.path("displayName").asString(""), id, id, id));
    }

    /// @param erase one try
    /// @return the receipt
    /// @throws StoppedException if it was refused, nobody answers, or it takes too long. Another try goes on then
    JsonNode run(Supplier<JsonNode> erase) {
        for (int i = 1; ; i++) {
            try {
                return erase.get();
            } catch (StoppedException why) {
                if (!why.maySucceedLater() || i == TRIES) {
                    throw why;
                }
                err.println(why.getMessage() + " ...");
                rest();
            }
        }
    }

    private void rest() {
        try {
            pause.pause(AGAIN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StoppedException.UNREACHABLE, "Interrupted; another try goes on.");
        }
    }
}
