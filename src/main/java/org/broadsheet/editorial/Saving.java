package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.broadsheet.author.Author;
import org.broadsheet.category.Category;
import org.broadsheet.http.Slug;
import org.broadsheet.story.Revision;
import org.broadsheet.story.Story;
import org.broadsheet.story.StoryContent;
import org.broadsheet.story.StorySlug;
import org.broadsheet.tag.Tag;

/** Keeps what an editor wrote as a new revision; never touches what readers see. */
@ApplicationScoped
public class Saving {

    private final StoryReferences references;

    Saving(StoryReferences references) {
        this.references = references;
    }

    /** Begins a story as a draft. */
    @Transactional
    public Story create(WrittenStory written) {
        Story story = new Story();
        story.persist();
        save(story, written);
        return story;
    }

    /**
     * Adds a revision to a story.
     *
     * @throws UnknownReferenceException if it names a category, author, tag or story that does not exist, or a slug
     *     that belongs to another story
     */
    @Transactional
    public void save(Story story, WrittenStory written) {
        StoryContent content = new StoryContent(
                claimSlug(story.id, written),
                written.title(),
                written.excerpt(),
                Category.named(written.category())
                        .orElseThrow(() -> new UnknownReferenceException("category", written.category()))
                        .id,
                written.authors().stream()
                        .map(name ->
                                Author.named(name).orElseThrow(() -> new UnknownReferenceException("author", name)).id)
                        .toList(),
                written.tags().stream()
                        .map(name -> Tag.named(name).orElseThrow(() -> new UnknownReferenceException("tag", name)).id)
                        .toList(),
                written.image(),
                written.language(),
                written.body(),
                written.seo(),
                pinned(written.pinned()),
                written.showInRelated());
        Revision revision = new Revision();
        revision.key = new Revision.Key(story.id, ++story.latestRevision);
        revision.content = content;
        revision.persist();
    }

    private List<UUID> pinned(List<String> names) {
        return names.stream()
                .map(name ->
                        references.storyNamed(name).orElseThrow(() -> new UnknownReferenceException("story", name)))
                .toList();
    }

    /** Takes the slug given, or the first free one made of the title. */
    private static String claimSlug(UUID story, WrittenStory written) {
        if (written.slug() != null) {
            if (!claim(written.slug(), story)) {
                throw new UnknownReferenceException("free slug", written.slug());
            }
            return written.slug();
        }
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> generated(written.title(), number))
                .filter(slug -> claim(slug, story))
                .findFirst()
                .orElseThrow();
    }

    private static String generated(String title, int number) {
        String base = Slug.of(title).orElse("story");
        return number == 1 ? base : base + "-" + number;
    }

    private static boolean claim(String slug, UUID story) {
        StorySlug taken = StorySlug.findById(slug);
        if (taken == null) {
            StorySlug claimed = new StorySlug();
            claimed.slug = slug;
            claimed.storyId = story;
            claimed.persist();
            return true;
        }
        return taken.storyId.equals(story);
    }
}
