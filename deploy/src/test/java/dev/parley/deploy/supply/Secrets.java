package dev.parley.deploy.supply;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a secret looks like in a file.
final class Secrets {
    /// @param anywhere not only in files of settings
    private record Shape(String rule, Pattern pattern, boolean anywhere) {}

    /// @param rule the name of the shape
    /// @param text that has it; not for logs
    record Finding(String file, int line, String rule, String text) {
        @Override
        public String toString() {
            return rule + " in " + file + ":" + line;
        }
    }

    /// Names of fields that hold secrets, and values that only point at one or say that there is none.
    private static final String NAMED =
            "(?i)[\\w.-]*(?:password|passwd|secret|(?:api|private|access)[_-]?key|ticket[_-]?keys)[\"']?[ \\t]*[:=][ \\t]*";
    private static final String VALUE = "[\"']?(?!\\$|\\{\\{|<|/|true\\b|false\\b|null\\b)[^\\s\"'#,;&|>{}\\[\\]]{6,}";

    private static final List<Shape> SHAPES = List.of(
            // With something of the key behind it, also where it is spelled as a string of code.
            anywhere("private-key", "-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\\\[nr]|[\\s\"'+])*[A-Za-z0-9/]{30}"),
            anywhere("private-jwk", "\"d\"\\s*:\\s*\"[\\w-]{40,}\""),
            anywhere("aws-key", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            anywhere("google-key", "\\bAIza[\\w-]{35}"),
            anywhere("github-token", "\\b(?:gh[pousr]_\\w{36}|github_pat_\\w{40,})"),
            anywhere("gitlab-token", "\\bglpat-[\\w-]{20,}"),
            anywhere("slack-token", "\\bxox[abeoprs]-[\\w-]{10,}"),
            anywhere("npm-token", "\\bnpm_[A-Za-z0-9]{36}\\b|_authToken\\s*=\\s*\\w"),
            anywhere("stripe-key", "\\b[rs]k_live_\\w{16,}"),
            // With claims, and a signature of 128 bits at least.
            anywhere("jwt", "\\beyJ[\\w-]{8,}\\.eyJ[\\w-]{8,}\\.[\\w-]{22,}"),
            anywhere("password-in-url", "\\b[a-z][a-z0-9+]*://[^\\s/:@\"'`<>{}$]+:[^\\s/:@\"'`<>{}$]+@[\\w\\[]"),
            new Shape("named", Pattern.compile(NAMED + VALUE), false));

    /// Where a name with a value behind it is a setting and not a line of code.
    private static final Set<String> SETTINGS = Set.of(
            "yaml", "yml", "properties", "env", "conf", "ini", "toml", "json", "options", "npmrc", "Dockerfile", "tf");

    private Secrets() {}

    private static Shape anywhere(String rule, String pattern) {
        return new Shape(rule, Pattern.compile(pattern), true);
    }

    static List<Finding> in(String file, String text) {
        boolean settings =
                SETTINGS.contains(file.substring(Math.max(file.lastIndexOf('.'), file.lastIndexOf('/')) + 1));
        List<Finding> findings = new ArrayList<>();
        for (Shape shape : SHAPES) {
            if (shape.anywhere() || settings) {
                Matcher matcher = shape.pattern().matcher(text);
                while (matcher.find()) {
                    findings.add(new Finding(file, line(text, matcher.start()), shape.rule(), matcher.group()));
                }
            }
        }
        return findings;
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(it -> it == '\n').count();
    }
}
