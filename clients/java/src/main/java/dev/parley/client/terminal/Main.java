package dev.parley.client.terminal;

import dev.parley.client.ClientBuilder;
import dev.parley.client.ParleyClient;
import dev.parley.client.account.LoggedOutException;
import dev.parley.client.account.RefusedException;
import dev.parley.client.account.UnreachableException;
import dev.parley.client.conversation.Following;
import dev.parley.clikit.Program;
import dev.parley.clikit.UsageException;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// `./parley chat NAME`.
public final class Main {
    /// What stands where a character could not be read.
    private static final char UNREADABLE = '\ufffd';

    private final Surroundings surroundings;
    private final Clock clock;

    Main(Surroundings surroundings, Clock clock) {
        this.surroundings = surroundings;
        this.clock = clock;
    }

    /// @param arguments see [ChatCommand]
    public static void main(String[] arguments) {
        Console console = System.console();
        Surroundings surroundings = new Surroundings(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                stateFolder(),
                console != null && console.isTerminal(),
                prompt -> secret(console, prompt));
        System.exit(new Main(surroundings, Clock.systemDefaultZone()).run(List.of(arguments)));
    }

    private static @Nullable String secret(@Nullable Console console, String prompt) {
        char[] typed = console == null || !console.isTerminal() ? null : console.readPassword("%s", prompt);
        return typed == null ? null : new String(typed);
    }

    /// Below the checkout that the script runs in, so that nothing is written elsewhere.
    private static Path stateFolder() {
        String chosen = System.getProperty("parley.client.directory");
        return chosen != null ? Path.of(chosen) : Path.of(System.getProperty("parley.root", "."), ".parley", "client");
    }

    /// Who says nothing is told what there is to say.
    ///
    /// @return an [ExitCode#code]
    int run(List<String> arguments) {
        ChatCommand command = new ChatCommand(surroundings.variable("PARLEY_SERVER"), options -> {
            requireReadable(arguments);
            return talk(options);
        });
        return Program.run(
                new CommandLine(command),
                arguments.isEmpty() ? List.of("--help") : arguments,
                surroundings.out(),
                surroundings.err());
    }

    private ExitCode talk(Options options) throws InterruptedException {
        try {
            return enter(options);
        } catch (StoppedException why) {
            surroundings.err().println("parley: " + why.sentence());
            return why.code();
        } catch (LoggedOutException over) {
            surroundings.err().println("parley: This device was logged out.");
            return ExitCode.LOGIN_FAILED;
        } catch (RefusedException refused) {
            surroundings.err().println("parley: " + PrintableText.line(refused.detail()));
            return ExitCode.REFUSED;
        } catch (UnreachableException away) {
            surroundings.err().println("parley: " + PrintableText.line(String.valueOf(away.getMessage())));
            return ExitCode.UNREACHABLE;
        } catch (UncheckedIOException broken) {
            surroundings.err().println("parley: " + PrintableText.line(String.valueOf(broken.getMessage())));
            return ExitCode.USAGE;
        }
    }

    /// Outside of a UTF-8 locale Java is given arguments with holes; sending those would be worse than sending
    /// nothing.
    private static void requireReadable(List<String> arguments) {
        boolean utf8 = "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
        if (!utf8 && arguments.stream().anyMatch(argument -> argument.indexOf(UNREADABLE) >= 0)) {
            throw new UsageException(
                    "This shell's locale has no room for these characters: set LC_ALL=C.UTF-8, or use --send - and"
                            + " standard input.");
        }
    }

    private ExitCode enter(Options options) throws InterruptedException {
        boolean talks = options.action() instanceof Options.Action.Talk;
        try (DeviceFolder folder = DeviceFolder.take(surroundings.state(), options.server(), options.name());
                Screen screen =
                        talks && surroundings.isTerminal() ? new JlineScreen() : new PlainScreen(surroundings)) {
            Entrance entrance = new Entrance(options, surroundings, folder.store());
            ClientBuilder builder = ParleyClient.at(options.server())
                    .store(folder.store())
                    .deviceName("Terminal")
                    .following(Following.OPENED);
            return act(options, screen, entrance, builder);
        }
    }

    private ExitCode act(Options options, Screen screen, Entrance entrance, ClientBuilder builder)
            throws InterruptedException {
        switch (options.action()) {
            case Options.Action.Talk it -> {
                Chat chat = new Chat(options.name(), screen, clock);
                try (ParleyClient client = entrance.enter(builder.listener(chat))) {
                    return chat.run(client);
                }
            }
            case Options.Action.Send it -> {
                try (ParleyClient client = entrance.enter(builder)) {
                    return new SendOnce(client, options, surroundings).run(it.text());
                }
            }
            case Options.Action.Listen it -> {
                Listen listen = new Listen(options, it, surroundings, clock);
                builder.following(it.newOnly() ? Following.NEW : Following.UNREAD)
                        .listener(listen);
                try (ParleyClient client = entrance.enter(builder)) {
                    return listen.run(client);
                }
            }
            case Options.Action.History it -> {
                try (ParleyClient client = entrance.enter(builder)) {
                    return new ShowHistory(client.api(), options, surroundings, clock).run(it);
                }
            }
        }
    }
}
