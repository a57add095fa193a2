package org.broadsheet;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;

/** The main class. */
@QuarkusMain
public final class Broadsheet {

    /**
     * Without this property, Quarkus rejects targets that are not URIs by itself, with a response that is not a
     * problem. It reads the property when one of its classes is loaded, so the property must be set before anything
     * else runs.
     */
    private static final String NO_CHECK_BY_QUARKUS = "vertx.disableURIValidation";

    private Broadsheet() {}

    public static void main(String... arguments) {
        System.setProperty(NO_CHECK_BY_QUARKUS, "true");
        // SQL and HTTP must not depend on the machine's language.
        Locale.setDefault(Locale.ROOT);
        Quarkus.run(null, StartFailure::exit, arguments);
    }
}
