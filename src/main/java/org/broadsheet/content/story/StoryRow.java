package org.broadsheet.content.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.image.ContentImage;

/**
 * The values of a live story in one row of a query.
 *
 * @param targets the stories that the text links to; those that are not live have no slug
 */
public record StoryRow(
        StoryColumns columns,
        StoryAddresses addresses,
        Map<TaxonomyKind, List<NamedReference>> entries,
        List<LinkedStory> targets,
        List<Heading> outline,
        List<CollectionOfStory> collections,
        List<StoryCorrection> corrections)
        implements StoryValues {

    private static final TypeReference<Map<TaxonomyKind, List<NamedReference>>> ENTRIES = new TypeReference<>() {};
    private static final TypeReference<List<LinkedStory>> LINKS = new TypeReference<>() {};
    private static final TypeReference<List<StoryCorrection>> CORRECTIONS = new TypeReference<>() {};
    private static final TypeReference<List<Heading>> HEADINGS = new TypeReference<>() {};
    private static final TypeReference<List<CollectionOfStory>> COLLECTIONS = new TypeReference<>() {};

    StoryRow(StoryColumns columns, StoryAddresses addresses, ObjectMapper json) {
        this(
                columns,
                addresses,
                read(json, columns.entries(), ENTRIES, Map.of()),
                read(json, columns.links(), LINKS, List.of()),
                read(json, columns.outline(), HEADINGS, List.of()),
                read(json, columns.collections(), COLLECTIONS, List.of()),
                read(json, columns.corrections(), CORRECTIONS, List.of()));
    }

    private static <T> T read(ObjectMapper json, String text, TypeReference<T> type, T none) {
        try {
            return text == null ? none : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database returned invalid JSON", e);
        }
    }

    @Override
    public UUID id() {
        return columns.id();
    }

    @Override
    public String slug() {
        return columns.slug();
    }

    @Override
    public String url() {
        return addresses.of(columns.slug(), columns.id());
    }

    @Override
    public String text(StoryField plain) {
        return plain.in(columns);
    }

    @Override
    public NamedReference category() {
        return new NamedReference(columns.categoryId(), columns.categorySlug(), columns.categoryName());
    }

    @Override
    public List<NamedReference> entries(TaxonomyKind kind) {
        return Objects.requireNonNullElse(entries.get(kind), List.of());
    }

    @Override
    public ContentImage image() {
        return columns.imageUrl() == null
                ? null
                : addresses.withAddress(new ContentImage(
                        columns.imageUrl(),
                        columns.imageAlt(),
                        columns.imageWidth(),
                        columns.imageHeight(),
                        columns.imageCaption(),
                        columns.imageCredit()));
    }

    @Override
    public String language() {
        return columns.language();
    }

    @Override
    public Instant publishedAt() {
        return columns.publishedAt();
    }

    @Override
    public Instant updatedAt() {
        return columns.updatedAt();
    }

    @Override
    public Integer readingMinutes() {
        return columns.readingMinutes();
    }

    @Override
    public StoryBody body(StorySelection selection) {
        return StoryBody.of(selection.bodyForms(), links(), addresses, columns::body);
    }

    @Override
    public Integer wordCount() {
        return columns.wordCount();
    }

    /** Returns the ids of all stories that the text links to. Those that are not live become links when they go live. */
    List<UUID> linked() {
        return targets.stream().map(LinkedStory::id).toList();
    }

    @Override
    public List<LinkedStory> links() {
        return targets.stream().filter(target -> target.slug() != null).toList();
    }

    @Override
    public StorySeo seo() {
        StorySeo seo = new StorySeo(columns.seoTitle(), columns.seoDescription(), columns.seoCanonicalUrl());
        return seo.equals(StorySeo.NONE) ? null : seo;
    }

    /** Returns the category among whose stories related ones are searched. */
    public UUID relatedCategory() {
        return columns.relatedCategory();
    }

    /** Returns the language of the category's latest stories that are shown as related. */
    public String relatedLanguage() {
        return columns.relatedLanguage();
    }
}
