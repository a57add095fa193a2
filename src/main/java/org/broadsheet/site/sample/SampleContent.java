package org.broadsheet.site.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.author.Author;
import org.broadsheet.content.category.Category;
import org.broadsheet.content.collection.StoryCollection;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.tag.Tag;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.editorial.story.Publishing;
import org.broadsheet.editorial.story.Saving;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Loads the sample stories into an empty database, by the same code that saves and publishes any story. */
@ApplicationScoped
class SampleContent {

    private static final Logger LOG = Logger.getLogger(SampleContent.class);

    /** The advisory lock that prevents two nodes from loading at once. */
    private static final long LOCK = 0x5A3D_1E;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());

    private final boolean enabled;
    private final Session database;
    private final Saving saving;
    private final Publishing publishing;
    private final ChangeLog changes;

    SampleContent(
            @ConfigProperty(name = "broadsheet.sample-content", defaultValue = "false") boolean enabled,
            Session database,
            Saving saving,
            Publishing publishing,
            ChangeLog changes) {
        this.enabled = enabled;
        this.database = database;
        this.saving = saving;
        this.publishing = publishing;
        this.changes = changes;
    }

    @Transactional
    void load(@Observes StartupEvent event) {
        if (!enabled) {
            return;
        }
        database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)", Integer.class)
                .setParameter("lock", LOCK)
                .getResultList();
        if (Story.count() > 0 || Category.count() > 0) {
            return;
        }
        try {
            SampleTaxonomy taxonomy = taxonomy();
            create(taxonomy);
            Map<String, UUID> stories = publish(read());
            curate(taxonomy.collections(), stories);
            LOG.infof("Loaded %d sample stories", stories.size());
        } catch (IOException e) {
            throw new UncheckedIOException("The sample stories cannot be read", e);
        }
    }

    private void create(SampleTaxonomy taxonomy) {
        int position = 0;
        for (SampleTaxonomy.Section section : taxonomy.categories()) {
            Category category = new Category();
            category.slug = section.slug();
            category.name = section.name();
            category.setFields(new DescriptiveFields(section.description(), null));
            category.position = position++;
            category.persist();
            changes.record(TaxonomyKind.CATEGORY.change(), category.id, false);
        }
        for (SampleTaxonomy.Person person : taxonomy.authors()) {
            Author author = new Author();
            author.slug = person.slug();
            author.setName(person.name());
            author.setFields(person.fields());
            author.persist();
            changes.record(TaxonomyKind.AUTHOR.change(), author.id, false);
        }
        for (SampleTaxonomy.Subject subject : taxonomy.tags()) {
            Tag tag = new Tag();
            tag.slug = subject.slug();
            tag.setName(subject.name());
            tag.persist();
            changes.record(TaxonomyKind.TAG.change(), tag.id, false);
        }
    }

    private static SampleTaxonomy taxonomy() throws IOException {
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("sample/taxonomy.yaml")) {
            return YAML.readValue(file, SampleTaxonomy.class);
        }
    }

    private static Map<String, SampleStory> read() throws IOException {
        Map<String, SampleStory> samples = new TreeMap<>();
        ClassPathUtils.consumeAsPaths("sample/stories", folder -> {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String slug = file.getFileName().toString().replaceFirst("\\.md$", "");
                    samples.put(slug, SampleStory.read(slug, Files.readString(file), YAML));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The sample stories cannot be read", e);
            }
        });
        return samples;
    }

    /** All stories are saved before any is published, so that each finds the others that it links to. */
    private Map<String, UUID> publish(Map<String, SampleStory> samples) {
        Instant now = Instant.now();
        Map<String, Story> stories = new LinkedHashMap<>();
        samples.forEach((slug, sample) ->
                stories.put(slug, saving.create(sample.content().withPinned(List.of()))));
        Map<String, UUID> ids = new LinkedHashMap<>();
        samples.forEach((slug, sample) -> {
            Story story = stories.get(slug);
            if (!sample.content().pinned().isEmpty()) {
                saving.save(story, sample.content());
            }
            publishing.publish(story, Revision.latest(story), now.minus(sample.age()), false);
            ids.put(slug, story.id);
        });
        return ids;
    }

    private void curate(List<SampleTaxonomy.CuratedList> lists, Map<String, UUID> stories) {
        int position = 0;
        for (SampleTaxonomy.CuratedList list : lists) {
            StoryCollection collection = new StoryCollection();
            collection.slug = list.slug();
            collection.title = list.title();
            collection.description = list.description();
            collection.position = position++;
            list.stories().forEach(slug -> collection.stories.add(stories.get(slug)));
            collection.persist();
            changes.record(TaxonomyKind.COLLECTION.change(), collection.id, false);
        }
    }
}
