package org.broadsheet.content.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The live revision of a story; a story without this row is hidden from readers. */
@Entity
public class LiveStory extends PanacheEntityBase {

    @Id
    public UUID storyId;

    public int revision;

    public String slug;

    public PlainFields plain;

    /** The sort key of lists by title. */
    public String titleKey;

    public UUID categoryId;

    public String language;

    /** The version of the rendering that the body has, see {@link org.broadsheet.content.body.Bodies#RENDERING_VERSION}. */
    public int renderingVersion;

    /** When the story first went live. */
    public Instant publishedAt;

    /** When the visible content last changed. */
    public Instant updatedAt;

    public int readingMinutes;

    public int wordCount;

    /** JSON array of the headings. */
    public String outline;

    public String bodyHtml;

    /** JSON array of the blocks. */
    public String bodyBlocks;

    public String bodyMarkdown;

    public String bodyText;

    /** The entries that the story refers to; {@link LiveTaxonomy} reads and writes those other than the category. */
    @Transient
    public StoryTaxonomy taxonomy = StoryTaxonomy.NONE;

    @ElementCollection
    @CollectionTable(name = "live_story_link", joinColumns = @JoinColumn(name = "story_id"))
    public Set<Target> links = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "live_story_pin", joinColumns = @JoinColumn(name = "story_id"))
    public Set<Target> pins = new HashSet<>();

    /** Checks whether readers would see no difference, whatever the times and the number of the revision. */
    public boolean looksLike(LiveStory other) {
        return shown().equals(other.shown());
    }

    /** Checks whether another rendering of the body is the same for readers. */
    public boolean hasBodyOf(LiveStory other) {
        return body().equals(other.body());
    }

    /** Checks whether another rendering of the body has the same text, headings and length, which lists may show. */
    public boolean hasTextOf(LiveStory other) {
        return text().equals(other.text());
    }

    private List<Object> text() {
        return Arrays.asList(bodyText, outline, wordCount, readingMinutes);
    }

    private List<Object> body() {
        return Arrays.asList(
                bodyHtml, bodyBlocks, bodyMarkdown, bodyText, outline, wordCount, readingMinutes, Set.copyOf(links));
    }

    /** Replaces the rendering of the body by another. */
    public void replaceBody(LiveStory other) {
        bodyHtml = other.bodyHtml;
        bodyBlocks = other.bodyBlocks;
        bodyMarkdown = other.bodyMarkdown;
        bodyText = other.bodyText;
        outline = other.outline;
        wordCount = other.wordCount;
        readingMinutes = other.readingMinutes;
        links.retainAll(other.links);
        links.addAll(other.links);
    }

    /** All members but the times and the number of the revision; LiveStoryTest fails if one is missing. */
    private List<Object> shown() {
        return Arrays.asList(
                slug,
                plain,
                titleKey,
                categoryId,
                language,
                readingMinutes,
                wordCount,
                outline,
                bodyHtml,
                bodyBlocks,
                bodyMarkdown,
                bodyText,
                taxonomy,
                Set.copyOf(links),
                Set.copyOf(pins));
    }

    /** Another story, and its position in this one. */
    @Embeddable
    public record Target(UUID targetId, int position) {}
}
