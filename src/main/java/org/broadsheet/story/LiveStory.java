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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** When what they see of it changed last; {@link #updateAt} sets it for the lists of authors and tags too. */
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

    /** Sets when what readers see of it changed last, wherever that is repeated. */
    public void updateAt(Instant time) {
        updatedAt = time;
        authors = authors.stream()
                .map(author ->
                        new LiveAuthor(author.authorId(), author.position(), publishedAt, time, author.titleKey()))
                .collect(Collectors.toCollection(HashSet::new));
        tags = tags.stream()
                .map(tag -> new LiveTag(tag.tagId(), tag.position(), publishedAt, time, tag.titleKey()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether readers see the same of another state of the story, at whichever time and of whichever revision it is. */
    public boolean looksLike(LiveStory other) {
        return shown().equals(other.shown());
    }

    /** Everything but the times and the number of the revision; LiveStoryTest fails where a member is forgotten. */
    private List<Object> shown() {
        return Arrays.asList(
                slug,
                title,
                titleKey,
                excerpt,
                categoryId,
                language,
                image,
                seo,
                showInRelated,
                readingMinutes,
                wordCount,
                outline,
                bodyHtml,
                bodyBlocks,
                bodyMarkdown,
                bodyText,
                places(authors, author -> List.of(author.authorId(), author.position())),
                places(tags, tag -> List.of(tag.tagId(), tag.position())),
                places(links, target -> target),
                places(pins, target -> target));
    }

    private static <T> Set<Object> places(Set<T> of, Function<T, Object> place) {
        return of.stream().map(place).collect(Collectors.toSet());
    }

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
