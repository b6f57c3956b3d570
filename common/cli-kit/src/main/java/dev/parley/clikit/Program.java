package dev.parley.clikit;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/// Runs a command that picocli knows, the way all of ours are run: with `--help`, options in the order in which they
/// are written down, none of them twice, and for words that make no sense one sentence and the usage instead.
///
/// A word behind an option that takes one is its value, whatever it looks like. What a command throws besides
/// [UsageException] is printed with its stack, and the exit code is 1.
public final class Program {
    private static final int WIDTH = 120;

    private Program() {}

    /// @param out hears everything
    /// @return the exit code, as for [#run(CommandLine, List, PrintStream, PrintStream)]
    public static int run(CommandLine program, List<String> words, PrintStream out) {
        return run(program, words, out, out);
    }

    /// @param out hears the help that was asked for
    /// @param err hears what is wrong
    /// @return the exit code: the command's own; 0 after help; after nonsense 2, or what the command has as
    ///     `exitCodeOnInvalidInput`, for its verbs too
    public static int run(CommandLine program, List<String> words, PrintStream out, PrintStream err) {
        program.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("this text")
                        .build());
        inOrder(program);
        return program.setSeparator(" ")
                .setAllowOptionsAsOptionParameters(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionStrategy(Program::checkAndRun)
                .setParameterExceptionHandler((wrong, unused) -> refuse(wrong.getCommandLine(), Complaint.about(wrong)))
                .setExecutionExceptionHandler((failed, command, unused) -> {
                    if (failed instanceof UsageException wrong) {
                        return refuse(command, wrong.sentence());
                    }
                    throw failed;
                })
                .execute(words.toArray(String[]::new));
    }

    private static void inOrder(CommandLine command) {
        command.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
        command.getSubcommands().values().forEach(Program::inOrder);
    }

    private static int checkAndRun(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        for (ParseResult each = parsed; each != null; each = each.subcommand()) {
            WholeNumbers.check(each);
        }
        return new RunLast().execute(parsed);
    }

    private static int refuse(CommandLine command, String sentence) {
        // On one line and without commands to the terminal, whatever was typed.
        command.getErr().println(sentence.replaceAll("\\p{Cntrl}", "?"));
        command.usage(command.getErr());
        return command.getCommandSpec().root().exitCodeOnInvalidInput();
    }
}
