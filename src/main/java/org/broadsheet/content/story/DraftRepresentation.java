package org.broadsheet.content.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.image.ContentImage;

/** Represents a story that is not live in the shape of the delivery API. */
@ApplicationScoped
public class DraftRepresentation {

    private static final TypeReference<List<Heading>> HEADINGS = new TypeReference<>() {};

    private final StoryAddresses addresses;
    private final ObjectMapper json;

    DraftRepresentation(StoryAddresses addresses, ObjectMapper json) {
        this.addresses = addresses;
        this.json = json;
    }

    /**
     * @param draft not in the database; all members but the id may be null
     * @param entries the entries that the draft refers to
     * @param related stories to show below it, if the selection has them
     */
    public StoryRepresentation of(
            LiveStory draft,
            Map<TaxonomyKind, List<NamedReference>> entries,
            StorySelection selection,
            List<RelatedStory> related) {
        StoryValues values = new Values(draft, addresses, entries, links(draft), headings(draft.outline));
        return StoryRepresentation.from(values, selection, related);
    }

    private static List<LinkedStory> links(LiveStory draft) {
        List<UUID> targets = draft.links.stream()
                .sorted(Comparator.comparing(LiveStory.Target::position))
                .map(LiveStory.Target::targetId)
                .toList();
        Map<UUID, LiveStory> live = LiveStory.<LiveStory>list("storyId in ?1", targets).stream()
                .collect(Collectors.toMap(story -> story.storyId, story -> story));
        return targets.stream()
                .filter(live::containsKey)
                .map(live::get)
                .map(story -> new LinkedStory(story.storyId, story.slug, story.plain.title()))
                .toList();
    }

    private List<Heading> headings(String outline) {
        try {
            return json.readValue(outline, HEADINGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A rendered outline cannot be read", e);
        }
    }

    private record Values(
            LiveStory draft,
            StoryAddresses addresses,
            Map<TaxonomyKind, List<NamedReference>> entries,
            List<LinkedStory> links,
            List<Heading> outline)
            implements StoryValues {

        @Override
        public UUID id() {
            return draft.storyId;
        }

        @Override
        public String slug() {
            return draft.slug;
        }

        @Override
        public String url() {
            return draft.slug == null ? null : addresses.of(draft.slug, draft.storyId);
        }

        @Override
        public String text(StoryField plain) {
            return plain.in(draft.plain);
        }

        @Override
        public NamedReference category() {
            return entries(TaxonomyKind.CATEGORY).stream().findFirst().orElse(null);
        }

        @Override
        public List<NamedReference> entries(TaxonomyKind kind) {
            return entries.getOrDefault(kind, List.of());
        }

        @Override
        public ContentImage image() {
            ContentImage image = draft.plain.image();
            return image == null ? null : addresses.withAddress(image);
        }

        @Override
        public String language() {
            return draft.language;
        }

        @Override
        public Instant publishedAt() {
            return draft.publishedAt;
        }

        @Override
        public Instant updatedAt() {
            return draft.updatedAt;
        }

        @Override
        public Integer readingMinutes() {
            return draft.readingMinutes;
        }

        @Override
        public StoryBody body(StorySelection selection) {
            Map<BodyFormat, String> bodies = Map.of(
                    BodyFormat.HTML, draft.bodyHtml,
                    BodyFormat.BLOCKS, draft.bodyBlocks,
                    BodyFormat.MARKDOWN, draft.bodyMarkdown,
                    BodyFormat.TEXT, draft.bodyText);
            return StoryBody.of(selection.bodyForms(), links, addresses, bodies::get);
        }

        @Override
        public Integer wordCount() {
            return draft.wordCount;
        }

        /** A draft has no position among the live stories of a collection. */
        @Override
        public List<CollectionOfStory> collections() {
            return List.of();
        }

        @Override
        public List<StoryCorrection> corrections() {
            return draft.plain.corrections();
        }

        @Override
        public StorySeo seo() {
            return draft.plain.seo();
        }
    }
}
