package dev.parley.clikit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with the words, as a sentence: picocli's where it is clear.
final class Complaint {
    private Complaint() {}

    static String about(ParameterException wrong) {
        if (wrong.getCause() instanceof UsageException ours) {
            return ours.sentence();
        }
        return switch (wrong) {
            case UnmatchedArgumentException unmatched -> nobodyTakes(unmatched);
            case OverwrittenOptionException twice -> name(twice.getOverwritten()) + " stands there twice.";
            case MissingParameterException missing
            when missing.getMissing().size() == 1 ->
                takes(missing, missing.getMissing().getFirst());
            default -> takes(wrong, wrong.getArgSpec());
        };
    }

    private static String nobodyTakes(UnmatchedArgumentException unmatched) {
        String word = unmatched.getUnmatched().getFirst();
        CommandSpec command = unmatched.getCommandLine().getCommandSpec();
        if (unmatched.isUnknownOption()) {
            return "There is no option " + word + ".";
        }
        if (!command.subcommands().isEmpty()) {
            return "There is no verb " + word + ".";
        }
        return command.positionalParameters().isEmpty()
                ? "There is no option " + word + "."
                : "That is too much: " + word + ".";
    }

    private static String takes(ParameterException wrong, @Nullable ArgSpec arg) {
        String taken = arg == null ? null : taken(arg);
        if (arg == null || taken == null) {
            return String.valueOf(wrong.getMessage());
        }
        String value = wrong.getValue();
        return name(arg) + " takes " + taken + (value == null ? "." : ", not " + value + ".");
    }

    private static @Nullable String taken(ArgSpec arg) {
        List<String> words = arg.typeInfo().getEnumConstantNames();
        return words.isEmpty()
                ? WholeNumbers.taken(arg)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
