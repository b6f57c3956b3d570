package dev.parley.client.terminal;

import dev.parley.client.ParleyClient;
import dev.parley.client.SendRefusedException;
import dev.parley.client.SentReceipt;
import dev.parley.contracts.id.ConversationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// `--to WHOM --send TEXT`: one message, and what became of it.
final class SendOnce {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ParleyClient client;
    private final Options options;
    private final Surroundings surroundings;

    SendOnce(ParleyClient client, Options options, Surroundings surroundings) {
        this.client = client;
        this.options = options;
        this.surroundings = surroundings;
    }

    /// @param text `-` for what standard input says
    ExitCode run(String text) throws InterruptedException {
        ConversationId to = new Targets(client.api()).find(options.to().orElseThrow());
        Duration timeout = options.timeout().orElse(TIMEOUT);
        try {
            SentReceipt receipt = client.send(to, text.equals("-") ? standardInput() : text)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            surroundings.out().println(options.json() ? json(receipt) : Long.toString(receipt.seq()));
            return ExitCode.OK;
        } catch (TimeoutException late) {
            ExitCode code = switch (client.connection()) {
                case LIVE -> ExitCode.TIMED_OUT;
                case LOGGED_OUT, REPLACED -> ExitCode.LOGIN_FAILED;
                default -> ExitCode.UNREACHABLE;
            };
            throw new StoppedException(
                    code,
                    "No answer in " + timeout.toSeconds() + " s. The message is kept and goes out when "
                            + options.name() + " is here again.");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SendRefusedException refused) {
                throw new StoppedException(
                        ExitCode.REFUSED,
                        "Not sent (" + refused.code() + "): "
                                + PrintableText.line(String.valueOf(refused.getMessage())));
            }
            throw new IllegalStateException(failed);
        }
    }

    private String standardInput() {
        return surroundings.in().lines().collect(Collectors.joining("\n"));
    }

    private static String json(SentReceipt receipt) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("conversationId", receipt.conversation().value());
        json.put("seq", receipt.seq());
        json.put("messageId", receipt.messageId().toString());
        return EventJson.line(json);
    }
}
