package dev.parley.clikit;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;

/// Reads the address of a server.
public final class HttpAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
        try {
            URI address = URI.create(text);
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException notOne) {
            // Said below.
        }
        throw new UsageException("\"" + text + "\" is no http or https address.");
    }
}
