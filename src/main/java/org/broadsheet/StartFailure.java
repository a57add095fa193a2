package org.broadsheet;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.broadsheet.platform.postgres.EmbeddedPostgresException;
import org.jboss.logging.Logger;

/** Logs why Broadsheet did not start; a foreseen reason is logged as one sentence, without a stack trace. */
final class StartFailure {

    private static final Logger LOG = Logger.getLogger("org.broadsheet");

    private static final Pattern PROPERTY = Pattern.compile("(?<![\\w.])(broadsheet|quarkus)(\\.[a-z0-9-]+)+\\b");

    /** The prefix that SmallRye Config adds to the message of a converter. */
    private static final Pattern CLASS_AND_NUMBER = Pattern.compile("java\\.[\\w.]+: SRCFG\\d+: ");

    private StartFailure() {}

    /**
     * Ends the program.
     *
     * @param failure null if the program was stopped
     */
    static void exit(int code, Throwable failure) {
        if (failure != null) {
            report(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private static void report(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            String sentence = sentence(cause);
            if (sentence != null) {
                LOG.errorf("Broadsheet does not start. %s", withVariables(sentence));
                LOG.debug("The start failed", failure);
                return;
            }
        }
        LOG.error("Broadsheet does not start.", failure);
    }

    /** Returns the sentence for a foreseen failure; null for another one. */
    private static String sentence(Throwable failure) {
        if (failure instanceof QuarkusBindException taken) {
            return "Port %d cannot be used (%s): stop the program that uses it, or set QUARKUS_HTTP_PORT to another port."
                    .formatted(taken.getPort(), rootCause(taken));
        }
        boolean isForOperators = failure instanceof EmbeddedPostgresException
                || failure instanceof ConfigurationException
                || failure instanceof ConfigValidationException;
        return isForOperators ? withRootCause(failure) : null;
    }

    /** The cause of a failure often has the detail that an operator needs, such as the name of an unknown host. */
    private static String withRootCause(Throwable failure) {
        String cause = rootCause(failure);
        return failure.getMessage().contains(cause) ? failure.getMessage() : failure.getMessage() + " (" + cause + ")";
    }

    /** Names settings as operators set them: {@code BROADSHEET_SITE_LANGUAGE} for {@code broadsheet.site.language}. */
    private static String withVariables(String sentence) {
        return PROPERTY.matcher(CLASS_AND_NUMBER.matcher(sentence).replaceAll(""))
                .replaceAll(property -> property.group().replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
    }

    private static String rootCause(Throwable failure) {
        List<Throwable> causes = causes(failure);
        Throwable root = causes.get(causes.size() - 1);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
