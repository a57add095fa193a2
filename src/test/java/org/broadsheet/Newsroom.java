package org.broadsheet;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.broadsheet.content.author.Author;
import org.broadsheet.content.body.BodyInput;
import org.broadsheet.content.category.Category;
import org.broadsheet.content.collection.StoryCollection;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.content.story.PlainFields;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StorySeo;
import org.broadsheet.content.tag.Tag;
import org.broadsheet.editorial.story.Publishing;
import org.broadsheet.editorial.story.Saving;
import org.broadsheet.editorial.story.StoryInput;

/** Writes and publishes stories for tests, the way that editors do. */
@ApplicationScoped
public class Newsroom {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Saving saving;
    private final Publishing publishing;
    private final EntityManager database;
    private final ObjectMapper json;

    Newsroom(Saving saving, Publishing publishing, EntityManager database, ObjectMapper json) {
        this.json = json;
        this.database = database;
        this.saving = saving;
        this.publishing = publishing;
    }

    /** A name that no other test uses. */
    public static String unique(String word) {
        return word + "-" + COUNTER.incrementAndGet() + "x" + Long.toString(System.nanoTime(), 36);
    }

    /** Returns the names of the plain fields that are text. */
    public static Stream<String> plainTexts() {
        return Arrays.stream(PlainFields.class.getRecordComponents())
                .filter(field -> field.getType() == String.class)
                .map(RecordComponent::getName);
    }

    @Transactional
    public String category() {
        Category category = new Category();
        category.slug = unique("category");
        category.name = category.slug;
        category.position = 1_000 + COUNTER.incrementAndGet();
        category.persist();
        return category.slug;
    }

    @Transactional
    public String author() {
        Author author = new Author();
        author.slug = unique("author");
        author.setName("Åsa " + author.slug);
        author.persist();
        return author.slug;
    }

    @Transactional
    public String tag() {
        Tag tag = new Tag();
        tag.slug = unique("tag");
        tag.setName(tag.slug);
        tag.persist();
        return tag.slug;
    }

    @Transactional
    public String collection(List<UUID> stories) {
        StoryCollection collection = new StoryCollection();
        collection.slug = unique("collection");
        collection.title = collection.slug;
        collection.position = 1_000;
        collection.stories.addAll(stories);
        collection.persist();
        return collection.slug;
    }

    /** A story in that category, with whatever else it needs. */
    public Draft story(String category) {
        return new Draft(category);
    }

    @Transactional
    public void unpublish(UUID story) {
        publishing.unpublish(locked(story), null);
    }

    @Transactional
    public void delete(UUID story) {
        publishing.delete(locked(story));
    }

    @Transactional
    public void publish(UUID story) {
        publishAt(story, Instant.now());
    }

    private void publishAt(UUID story, Instant at) {
        Story locked = locked(story);
        publishing.publish(locked, Revision.latest(locked), at, false);
    }

    /** Search and related stories have taken notice of all that was done so far. */
    public void untilIndexed() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> QuarkusTransaction.requiringNew()
                        .call(() -> database.createNativeQuery("SELECT one FROM related_progress WHERE NOT EXISTS"
                                                + " (SELECT 1 FROM related_task) AND position[3] = (SELECT CAST(id AS text)"
                                                + " FROM change ORDER BY transaction DESC, sequence DESC LIMIT 1)")
                                        .getResultList()
                                        .size()
                                == 1));
    }

    private static Story locked(UUID story) {
        return Story.findById(story, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Leaves the story for later; nothing publishes it in the time that a test takes. */
    @Transactional
    public void schedule(UUID story) {
        Story locked = locked(story);
        publishing.schedule(locked, Revision.latest(locked), Instant.now().plus(Duration.ofDays(1)), false);
    }

    @Transactional
    public void saveAgain(UUID story, Draft draft) {
        saving.save(Story.findById(story), draft.written());
    }

    /** What is about to be saved; every setter is a step of a sentence. */
    public class Draft {

        public String slug = unique("story");
        public String title;
        private final Map<String, Object> plain = new HashMap<>();
        private final String category;
        private final List<String> authors = new ArrayList<>();
        private final List<String> tags = new ArrayList<>();
        private final List<String> pinned = new ArrayList<>();
        private String language = "en";
        private BodyInput body = BodyInput.markdown("A first paragraph.\n\n## A heading\n\nA second one.");

        private Draft(String category) {
            this.category = category;
            plain.put(
                    "image",
                    new ContentImage("https://images.example/a.jpg", "A picture", 1200, 675, "Caption", "Credit"));
            plain.put("seo", new StorySeo("For search engines", null, null));
        }

        public Draft slug(String slug) {
            this.slug = slug;
            return this;
        }

        public Draft title(String title) {
            this.title = title;
            return this;
        }

        public Draft summedUpAs(String excerpt) {
            return with("excerpt", excerpt);
        }

        /** Sets a plain field. */
        public Draft with(String field, Object value) {
            plain.put(field, value);
            return this;
        }

        /** Gives the story every plain field that is text. */
        public Draft withAllTexts() {
            plainTexts().forEach(field -> plain.putIfAbsent(field, "Some " + field));
            return this;
        }

        public Draft by(String... authors) {
            this.authors.addAll(List.of(authors));
            return this;
        }

        public Draft about(String... tags) {
            this.tags.addAll(List.of(tags));
            return this;
        }

        public Draft pinning(String... stories) {
            this.pinned.addAll(List.of(stories));
            return this;
        }

        public Draft in(String language) {
            this.language = language;
            return this;
        }

        public Draft saying(String markdown) {
            this.body = BodyInput.markdown(markdown);
            return this;
        }

        public Draft notShownInRelated() {
            return with("showInRelated", false);
        }

        /** As a draft, which readers do not see. */
        public UUID saved() {
            return saving.create(written()).id;
        }

        public UUID published() {
            return publishedAt(Instant.now());
        }

        public UUID publishedAt(Instant at) {
            UUID story = saved();
            QuarkusTransaction.requiringNew().run(() -> publishAt(story, at));
            return story;
        }

        private StoryInput written() {
            if (authors.isEmpty()) {
                authors.add(author());
            }
            plain.put("title", title == null ? "Title of " + slug : title);
            plain.putIfAbsent("excerpt", "Excerpt of " + slug + ".");
            return new StoryInput(
                    slug, json.convertValue(plain, PlainFields.class), category, authors, tags, language, body, pinned);
        }
    }
}
