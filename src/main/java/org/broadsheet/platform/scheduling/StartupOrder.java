package org.broadsheet.platform.scheduling;

import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.interceptor.Interceptor;

/**
 * The priorities of what is done when the server starts, in this order. What has no priority is done between {@link
 * #CURSOR_KEYS} and {@link #CHANGE_WATCH}.
 */
public final class StartupOrder {

    /** Checks settings, before anything runs that would have to be stopped. */
    public static final int SETTINGS = Interceptor.Priority.LIBRARY_BEFORE;

    /** Adopts a change log of another server, before anything reads the log. */
    public static final int CHANGE_LOG = SETTINGS + 1;

    /** Reads the keys that sign cursors, before any response has a cursor. */
    public static final int CURSOR_KEYS = CHANGE_LOG + 1;

    /** Checks the change log when all polls are registered; otherwise the node would be ready only after the next check. */
    public static final int CHANGE_WATCH = ObserverMethod.DEFAULT_PRIORITY + 1;

    /** Creates and shows the first key, after everything else has started. */
    public static final int FIRST_KEY = CHANGE_WATCH + 1;

    private StartupOrder() {}
}
