package org.broadsheet.content.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.broadsheet.content.body.Heading;
import org.broadsheet.delivery.cache.CacheGroup.Kind;

/** One row of a query for stories; reads only the columns of the selection. */
public final class StoryRow implements StoryValues {

    private static final TypeReference<List<NamedReference>> REFERENCES = new TypeReference<>() {};
    private static final TypeReference<List<LinkedStory>> LINKS = new TypeReference<>() {};
    private static final TypeReference<List<Heading>> HEADINGS = new TypeReference<>() {};
    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    /** The types of columns that are not text. */
    private static final Map<String, Class<?>> TYPES = Map.of(
            "id", UUID.class,
            "category_id", UUID.class,
            "related_category", UUID.class,
            "image_width", Integer.class,
            "image_height", Integer.class,
            "reading_minutes", Integer.class,
            "word_count", Integer.class,
            "published_at", Instant.class,
            "updated_at", Instant.class);

    private final Tuple columns;
    private final StoryAddresses addresses;
    private final ObjectMapper json;
    private final BiConsumer<Kind, UUID> dependsOn;

    /** @param dependsOn called with further dependencies of the response when a member is read */
    StoryRow(Tuple columns, StoryAddresses addresses, ObjectMapper json, BiConsumer<Kind, UUID> dependsOn) {
        this.columns = columns;
        this.addresses = addresses;
        this.json = json;
        this.dependsOn = dependsOn;
    }

    static Class<?> type(String column) {
        return TYPES.getOrDefault(column, String.class);
    }

    @Override
    public UUID id() {
        return columns.get("id", UUID.class);
    }

    public String text(String column) {
        return columns.get(column, String.class);
    }

    @Override
    public String text(StoryField plain) {
        return text(plain.column());
    }

    private Integer number(String column) {
        return columns.get(column, Integer.class);
    }

    @Override
    public String slug() {
        return text("slug");
    }

    @Override
    public String url() {
        return addresses.of(slug(), id());
    }

    @Override
    public String language() {
        return text("language");
    }

    @Override
    public Instant publishedAt() {
        return columns.get("published_at", Instant.class);
    }

    @Override
    public Instant updatedAt() {
        return columns.get("updated_at", Instant.class);
    }

    @Override
    public Integer readingMinutes() {
        return number("reading_minutes");
    }

    @Override
    public Integer wordCount() {
        return number("word_count");
    }

    @Override
    public NamedReference category() {
        UUID category = columns.get("category_id", UUID.class);
        dependsOn.accept(Kind.CATEGORY, category);
        return new NamedReference(category, text("category_slug"), text("category_name"));
    }

    @Override
    public List<NamedReference> authors() {
        List<NamedReference> authors = list("authors", REFERENCES);
        authors.forEach(author -> dependsOn.accept(Kind.AUTHOR, author.id()));
        return authors;
    }

    @Override
    public List<NamedReference> tags() {
        List<NamedReference> tags = list("tags", REFERENCES);
        tags.forEach(tag -> dependsOn.accept(Kind.TAG, tag.id()));
        return tags;
    }

    /** The response depends on the stories that are not live too, which become links when they go live. */
    @Override
    public List<LinkedStory> links() {
        List<LinkedStory> links = list("links", LINKS);
        links.forEach(link -> dependsOn.accept(Kind.STORY, link.id()));
        return links.stream().filter(link -> link.slug() != null).toList();
    }

    @Override
    public List<Heading> outline() {
        return list("outline", HEADINGS);
    }

    @Override
    public StoryImage image() {
        String url = text("image_url");
        return url == null
                ? null
                : addresses.withAddress(new StoryImage(
                        url,
                        text("image_alt"),
                        number("image_width"),
                        number("image_height"),
                        text("image_caption"),
                        text("image_credit")));
    }

    @Override
    public StorySeo seo() {
        StorySeo seo = new StorySeo(text("seo_title"), text("seo_description"), text("seo_canonical_url"));
        return seo.equals(StorySeo.NONE) ? null : seo;
    }

    @Override
    public StoryBody body(StorySelection selection) {
        return StoryBody.of(selection.bodyForms(), links(), addresses, form -> text(form.column()));
    }

    /** Returns the category among whose stories related ones are searched. */
    public UUID relatedCategory() {
        return columns.get("related_category", UUID.class);
    }

    /** Returns the language of the category's latest stories that are shown as related. */
    public String relatedLanguage() {
        return text("related_language");
    }

    /** Returns the sort key for the cursor. */
    String sortKey() {
        return columns.get("sort_key").toString();
    }

    private <T> List<T> list(String column, TypeReference<List<T>> type) {
        String text = text(column);
        try {
            return text == null ? List.of() : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }
}
