package dev.parley.discovery.directory;

/// The directory does not answer. Trying again may help.
public final class DirectoryUnavailableException extends Exception {
    public DirectoryUnavailableException(Throwable cause) {
        super("the directory does not answer", cause);
    }
}
