package org.broadsheet;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.broadsheet.content.body.Embeds;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.scheduling.StartupOrder;
import org.broadsheet.site.reader.ReaderConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Logs Broadsheet's addresses, once, when everything runs and the server listens. */
@Singleton
class StartupMessage {

    private static final Logger LOG = Logger.getLogger("org.broadsheet");
    private static final String EMBEDDED = "jdbc:broadsheet:embedded:";

    private final AtomicBoolean isLogged = new AtomicBoolean();

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String database;

    @Inject
    ReaderConfig reader;

    void check(@Observes @Priority(StartupOrder.SETTINGS) StartupEvent event) {
        PublicUrl.configured();
        Embeds.configured();
    }

    void log(@ObservesAsync HttpServerStart event) {
        log();
    }

    void log(@ObservesAsync HttpsServerStart event) {
        log();
    }

    private void log() {
        if (isLogged.getAndSet(true)) {
            return;
        }
        String publicUrl = PublicUrl.configured().value();
        LOG.infof("""

                Broadsheet is ready.%3$s
                  API    %1$s/v1/stories
                  Docs   %1$s/docs
                  Data   %2$s""", publicUrl, data(), reader.enabled() ? "\n  Read   " + publicUrl : "");
    }

    /** Returns the database without the URL's parameters, which may contain a password. */
    private String data() {
        return database.startsWith(EMBEDDED)
                ? Path.of(database.substring(EMBEDDED.length()))
                        .toAbsolutePath()
                        .normalize()
                        .toString()
                : database.replaceFirst("\\?.*", "");
    }
}
