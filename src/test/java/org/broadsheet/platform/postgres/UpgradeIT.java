package org.broadsheet.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Today's program finds everything in a database of each earlier version of the schema. What a version brought is in
 * {@code upgrade/V<version>.sql}: whoever adds a migration with a table adds such a file.
 */
@Tag("endurance")
class UpgradeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "bs_a-key-from-an-earlier-version-0123456789ab";
    private static final int EDITING = 2;
    private static final int WEBHOOKS = 4;
    private static final int REPLAYS = 17;
    private static final int KICKERS = 18;
    private static final int SUBTITLES = 19;
    private static final int FORMER_SLUGS = 22;
    private static final int ENTRY_FIELDS = 23;
    private static final int SITE = 24;
    private static final int CORRECTIONS = 25;

    @TempDir
    private Path folder;

    @Test
    void everyEarlierDatabaseIsOpenedAndNothingIsLost() throws Exception {
        try (OutsidePostgres server = OutsidePostgres.start(folder.resolve("postgres"))) {
            server.database("filling", "");
            List<String> versions = Arrays.stream(
                            flyway(server, "latest").info().all())
                    .map(MigrationInfo::getVersion)
                    .map(Object::toString)
                    .toList();
            assertThat(versions).contains("1", "11").hasSizeGreaterThan(12);
            for (String version : versions) {
                flyway(server, version).migrate();
                fill(server, version);
                server.execute("CREATE DATABASE at_" + version + " OWNER broadsheet TEMPLATE filling");
            }
            for (String version : versions) {
                Map<String, String> settings = server.settings("at_" + version);
                try (Program program =
                        Program.start(folder.resolve("data"), settings).ready()) {
                    assertEverythingIsThere(program, Integer.parseInt(version));
                    assertThat(program.failures()).as("version %s", version).isEmpty();
                }
            }
        }
    }

    private static Flyway flyway(OutsidePostgres server, String version) {
        return Flyway.configure()
                .dataSource(server.url("filling"), "broadsheet", "")
                .locations("classpath:db/migration")
                .target(version)
                .load();
    }

    private static void fill(OutsidePostgres server, String version) throws Exception {
        try (InputStream sql = UpgradeIT.class.getResourceAsStream("/upgrade/V" + version + ".sql")) {
            if (sql != null) {
                server.executeIn("filling", new String(sql.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void assertEverythingIsThere(Program program, int version) throws IOException {
        String what = "a database of version " + version;
        assertThat(values(program, "/v1/stories", "slug"))
                .as(what)
                .containsExactly("the-long-frost", "tugs-in-the-ice");
        JsonNode story = read(program, "/v1/stories/tugs-in-the-ice?include=body,related&body=html,text");
        assertThat(story.at("/body/html").asText()).as(what).isEqualTo("<p>Tugs broke the ice at dawn.</p>");
        assertThat(story.path("tags").findValuesAsText("slug")).as(what).containsExactly("tugs", "ice");
        assertThat(story.path("related").findValuesAsText("slug")).as(what).contains("the-long-frost");
        assertThat(program.get("/v1/stories/tugs-on-the-river").statusCode())
                .as(what)
                .isIn(200, 308);
        assertThat(program.get("/v1/stories/withdrawn").statusCode()).as(what).isEqualTo(410);
        assertThat(values(program, "/v1/categories", "slug")).as(what).contains("harbour");
        assertThat(read(program, "/v1/categories/harbour").path("storyCount").asInt())
                .as(what)
                .isEqualTo(2);
        assertThat(values(program, "/v1/authors", "slug")).as(what).containsExactly("ida-berg");
        assertThat(values(program, "/v1/tags/ice/stories", "slug")).as(what).hasSize(2);
        assertThat(values(program, "/v1/collections/front-page/stories", "slug"))
                .as(what)
                .containsExactly("the-long-frost", "tugs-in-the-ice");
        assertThat(read(program, "/v1/changes").path("items").size()).as(what).isPositive();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(read(program, "/v1/search?q=frost").findValuesAsText("slug"))
                                .as(what)
                                .contains("the-long-frost"));
        if (version >= EDITING) {
            assertThat(editorial(program, "/v1/admin/stories?status=draft").findValuesAsText("title"))
                    .as(what)
                    .containsExactly("A draft of old");
            assertThat(editorial(program, "/v1/admin/audit").findValuesAsText("name"))
                    .as(what)
                    .contains("Importer");
            JsonNode written = editorial(program, "/v1/admin/stories/tugs-in-the-ice");
            assertThat(written.path("title").asText()).as(what).isEqualTo("Tugs in the ice");
            assertThat(written.path("excerpt").asText()).as(what).isEqualTo("In short.");
            assertThat(written.path("showInRelated").asBoolean()).as(what).isTrue();
        }
        if (version >= WEBHOOKS) {
            assertThat(editorial(program, "/v1/admin/webhooks").findValuesAsText("url"))
                    .as(what)
                    .containsExactly("https://hooks.example/broadsheet");
        }
        if (version >= KICKERS) {
            assertThat(read(program, "/v1/stories/the-long-frost")
                            .path("kicker")
                            .asText())
                    .as(what)
                    .isEqualTo("Weather");
        }
        if (version >= SUBTITLES) {
            assertThat(read(program, "/v1/stories/the-long-frost")
                            .path("subtitle")
                            .asText())
                    .as(what)
                    .isEqualTo("Tea was sold on the river");
        }
        if (version >= FORMER_SLUGS) {
            assertThat(program.get("/v1/authors/ida-b").statusCode()).as(what).isIn(200, 308);
            assertThat(values(program, "/v1/stories?category=dock", "slug"))
                    .as(what)
                    .hasSize(2);
        }
        if (version >= ENTRY_FIELDS) {
            JsonNode author = read(program, "/v1/authors/ida-berg");
            assertThat(author.path("jobTitle").asText()).as(what).isEqualTo("Reporter");
            assertThat(author.path("bio").asText()).as(what).isEqualTo("Writes about ships.");
            assertThat(author.at("/links/0/name").asText()).as(what).isEqualTo("Log");
            assertThat(read(program, "/v1/tags/tugs").path("description").asText())
                    .as(what)
                    .isEqualTo("Boats that pull");
        }
        assertThat(read(program, "/v1/site").path("title").asText())
                .as(what)
                .isEqualTo(version >= SITE ? "The Harbour Log" : "Broadsheet");
        if (version >= CORRECTIONS) {
            assertThat(read(program, "/v1/stories/the-long-frost")
                            .at("/corrections/0/text")
                            .asText())
                    .as(what)
                    .isEqualTo("The ice has gone.");
            assertThat(program.get("/v1/stories/withdrawn").body()).as(what).contains("It was a rumour.");
        }
        if (version >= REPLAYS) {
            String deliveries = "/v1/admin/webhooks/00000000-0000-7000-8000-00000000ab01/deliveries";
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(editorial(program, deliveries).path("items"))
                                    .as(what)
                                    .isNotEmpty());
        }
    }

    /** The member of each item of a list. */
    private static List<String> values(Program program, String path, String member) throws IOException {
        List<String> values = new ArrayList<>();
        read(program, path)
                .path("items")
                .forEach(item -> values.add(item.path(member).asText()));
        return values;
    }

    private static JsonNode read(Program program, String path) throws IOException {
        HttpResponse<String> response = program.get(path);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static JsonNode editorial(Program program, String path) throws IOException {
        HttpResponse<String> response = program.send(program.request(path).header("Authorization", "Bearer " + KEY));
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }
}
