package dev.parley.chat.ownership;

/// The directory does not answer. Try again with the next announcement.
final class DirectoryAwayException extends RuntimeException {
    DirectoryAwayException(Throwable cause) {
        super("directory", cause);
    }
}
