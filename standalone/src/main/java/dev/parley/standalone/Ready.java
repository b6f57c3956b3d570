package dev.parley.standalone;

import java.util.Locale;

/// The last words of a start: where everything is and what to do next.
final class Ready {
    private Ready() {}

    static void say(Terminal terminal, Ports ports, Home home) {
        terminal.plain(String.format(
                Locale.ROOT,
                "ready in %.1f s: Parley listens on %s",
                Terminal.seconds(terminal.elapsed()),
                Ports.url(ports.gateway())));
        terminal.plain("  page       " + Ports.url(ports.gateway()) + "/");
        terminal.plain("  REST       " + Ports.url(ports.gateway()) + "/v1/...   WebSockets  ws://localhost:"
                + ports.gateway() + "/ws/...");
        terminal.plain("  users      alice, bob and carol, with passwords parley-alice, parley-bob and parley-carol");
        terminal.plain("  logs       " + home.logs());
        terminal.plain(
                "Next: open the page, or two more terminals and type  ./parley chat alice  and  ./parley chat bob");
        terminal.plain("Stop with Ctrl-C here or ./parley down anywhere.");
    }
}
