package org.apache.cassandra.security;

/**
 * Stands before Cassandra's class of the same name on the class path. That one installs a {@code SecurityManager}, which
 * JDK 24 and later refuse, and so keeps Cassandra 5.0 from starting. The manager only guards user-defined functions, which
 * the embedded node does not allow. For development and tests; production runs Cassandra's own distribution.
 */
public final class ThreadAwareSecurityManager {
    private ThreadAwareSecurityManager() {}

    /** Does nothing, as often as it is called. */
    public static void install() {}

    /** No thread runs user-defined functions, so none is secured. */
    public static boolean isSecuredThread() {
        return false;
    }
}
