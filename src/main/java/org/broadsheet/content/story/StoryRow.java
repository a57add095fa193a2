package org.broadsheet.content.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.broadsheet.content.body.Heading;

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
    private final List<NamedReference> authors;
    private final List<NamedReference> tags;
    private final List<LinkedStory> links;
    private final List<Heading> outline;

    /** @param selection the selected columns */
    StoryRow(Tuple columns, StorySelection selection, StoryAddresses addresses, ObjectMapper json) {
        this.columns = columns;
        this.addresses = addresses;
        this.authors = selection.shows(StoryField.AUTHORS) ? list(json, "authors", REFERENCES) : List.of();
        this.tags = selection.shows(StoryField.TAGS) ? list(json, "tags", REFERENCES) : List.of();
        this.links = selection.showsLinks() ? list(json, "links", LINKS) : List.of();
        this.outline = selection.shows(StoryField.OUTLINE) ? list(json, "outline", HEADINGS) : List.of();
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

    UUID categoryId() {
        return columns.get("category_id", UUID.class);
    }

    @Override
    public NamedReference category() {
        return new NamedReference(categoryId(), text("category_slug"), text("category_name"));
    }

    @Override
    public List<NamedReference> authors() {
        return authors;
    }

    @Override
    public List<NamedReference> tags() {
        return tags;
    }

    /** Returns the ids of all stories that the text links to. Those that are not live become links when they go live. */
    List<UUID> linked() {
        return links.stream().map(LinkedStory::id).toList();
    }

    @Override
    public List<LinkedStory> links() {
        return links.stream().filter(link -> link.slug() != null).toList();
    }

    @Override
    public List<Heading> outline() {
        return outline;
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

    private <T> List<T> list(ObjectMapper json, String column, TypeReference<List<T>> type) {
        String text = text(column);
        try {
            return text == null ? List.of() : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }
}
