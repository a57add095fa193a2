package org.broadsheet;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;
import org.broadsheet.page.ApiReference;

/** Where the program begins. */
@QuarkusMain
public final class Broadsheet {

    /**
     * Quarkus refuses addresses that are no URIs by itself, with an answer that is no problem, unless this property says
     * otherwise; it is looked at when a class of Quarkus's is loaded, so it must be there before anything else is.
     */
    private static final String NO_CHECK_BY_QUARKUS = "vertx.disableURIValidation";

    private Broadsheet() {}

    public static void main(String... arguments) {
        System.setProperty(NO_CHECK_BY_QUARKUS, "true");
        // What the program writes for programs, SQL and HTTP, must not depend on the language of the machine.
        Locale.setDefault(Locale.ROOT);
        ApiReference.leaveAsBuilt();
        Quarkus.run(arguments);
    }
}
