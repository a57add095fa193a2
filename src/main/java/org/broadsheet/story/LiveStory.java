package org.broadsheet.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** What readers see of a story; a story without this row is hidden from them. */
@Entity
public class LiveStory extends PanacheEntityBase {

    @Id
    public UUID storyId;

    public int revision;

    public String slug;

    public String title;

    /** What lists by title sort by. */
    public String titleKey;

    public String excerpt;

    public UUID categoryId;

    public String language;

    /** When readers first saw the story. */
    public Instant publishedAt;

    /** When what they see of it changed last. */
    public Instant updatedAt;

    @AttributeOverride(name = "url", column = @Column(name = "image_url"))
    @AttributeOverride(name = "alt", column = @Column(name = "image_alt"))
    @AttributeOverride(name = "width", column = @Column(name = "image_width"))
    @AttributeOverride(name = "height", column = @Column(name = "image_height"))
    @AttributeOverride(name = "caption", column = @Column(name = "image_caption"))
    @AttributeOverride(name = "credit", column = @Column(name = "image_credit"))
    public StoryImage image;

    @AttributeOverride(name = "title", column = @Column(name = "seo_title"))
    @AttributeOverride(name = "description", column = @Column(name = "seo_description"))
    @AttributeOverride(name = "canonicalUrl", column = @Column(name = "seo_canonical_url"))
    public StorySeo seo;

    public boolean showInRelated;

    public int readingMinutes;

    public int wordCount;

    /** JSON: the headings. */
    public String outline;

    public String bodyHtml;

    /** JSON: the blocks. */
    public String bodyBlocks;

    public String bodyMarkdown;

    public String bodyText;

    @ElementCollection
    @CollectionTable(name = "live_story_author", joinColumns = @JoinColumn(name = "story_id"))
    public Set<LiveAuthor> authors = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "live_story_tag", joinColumns = @JoinColumn(name = "story_id"))
    public Set<LiveTag> tags = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "live_story_link", joinColumns = @JoinColumn(name = "story_id"))
    public Set<Target> links = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "live_story_pin", joinColumns = @JoinColumn(name = "story_id"))
    public Set<Target> pins = new HashSet<>();

    /** An author's place in the byline, with the story's sort keys repeated for the index of the author's stories. */
    @Embeddable
    public record LiveAuthor(UUID authorId, int position, Instant publishedAt, Instant updatedAt, String titleKey) {}

    /** A tag's place among the story's tags, with the sort keys likewise. */
    @Embeddable
    public record LiveTag(UUID tagId, int position, Instant publishedAt, Instant updatedAt, String titleKey) {}

    /** Another story, and its place in this one. */
    @Embeddable
    public record Target(UUID targetId, int position) {}
}
