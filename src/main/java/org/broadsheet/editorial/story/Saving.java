package org.broadsheet.editorial.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.Bodies;
import org.broadsheet.content.story.LiveStory;
import org.broadsheet.content.story.Revision;
import org.broadsheet.content.story.SiteConfig;
import org.broadsheet.content.story.Story;
import org.broadsheet.content.story.StoryContent;
import org.broadsheet.content.story.StoryNames;
import org.broadsheet.content.story.StoryStatus;
import org.broadsheet.content.story.StoryTaxonomy;
import org.broadsheet.content.tag.NamedTags;
import org.broadsheet.content.tag.TagName;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.identity.access.Scope;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.text.LanguageTag;

/** Saves an editor's input as a new revision; never changes what readers see. */
@ApplicationScoped
public class Saving {

    private static final Duration ONE_AUTOSAVE = Duration.ofMinutes(10);

    private final StoryReferences references;
    private final EntryNames entries;
    private final StoryNames stories;
    private final StorySlugs slugs;
    private final NamedTags tags;
    private final SiteConfig site;
    private final Caller caller;
    private final AuditLog audit;
    private final ObjectMapper json;

    Saving(
            StoryReferences references,
            EntryNames entries,
            StoryNames stories,
            StorySlugs slugs,
            NamedTags tags,
            SiteConfig site,
            Caller caller,
            AuditLog audit,
            ObjectMapper json) {
        this.references = references;
        this.entries = entries;
        this.stories = stories;
        this.slugs = slugs;
        this.tags = tags;
        this.site = site;
        this.caller = caller;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Creates a story as a draft.
     *
     * @throws ProblemException as {@link #save} does
     */
    @Transactional
    public Story create(StoryInput written) {
        Story story = new Story();
        story.persistAndFlush();
        StoryContent content = contentOf(story, written);
        add(story, content, json.createObjectNode(), revision -> {});
        audit.record(AuditAction.STORY_CREATED, story.subject(), Map.of(), json.valueToTree(content));
        return story;
    }

    /**
     * Adds a revision to a story, unless it equals the latest revision.
     *
     * @param story locked
     * @throws ProblemException 422 if it names a category, author, tag or story that does not exist, or one of them
     *     twice; 409 if another story has or had its slug
     */
    @Transactional
    public void save(Story story, StoryInput written) {
        JsonNode before = latest(story);
        StoryContent content = contentOf(story, written);
        if (json.valueToTree(content).equals(before)) {
            Revision.latest(story).keep();
            return;
        }
        add(story, content, before, revision -> {});
        audit.record(AuditAction.STORY_SAVED, story.subject(), before, json.valueToTree(content));
    }

    /**
     * Saves what an editor's tool saves by itself. Within ten minutes, the autosaves of an actor are one revision with
     * one audit entry, unless another revision comes between them, or it is published or scheduled.
     *
     * @param story locked
     * @throws ProblemException as {@link #save} does
     */
    @Transactional
    public void autosave(Story story, StoryInput written) {
        Revision latest = Revision.latest(story);
        boolean replaces = isReplaceable(story, latest);
        StoryContent content = contentOf(story, replaces ? withSlugOfTitle(story, latest, written) : written);
        if (json.valueToTree(content).equals(latest(story))) {
            return;
        }
        if (replaces) {
            latest.delete();
            Revision.flush();
            story.latestRevision--;
            add(story, content, latest(story), revision -> {
                revision.autosavedSince = latest.autosavedSince;
                revision.autosavedFrom = latest.autosavedFrom;
            });
            if (!Objects.equals(latest.content.slug(), content.slug())) {
                Revision.flush();
                slugs.release(latest.key, latest.content.slug());
            }
        } else {
            add(story, content, latest(story), revision -> {
                revision.autosavedSince = revision.savedAt;
                revision.autosavedFrom = story.version + 1;
            });
            audit.record(
                    AuditAction.STORY_AUTOSAVED,
                    story.subject(),
                    Map.of("revision", latest.key.number()),
                    Map.of("revision", story.latestRevision));
        }
    }

    /** The slug of a half-written title follows the title, until the autosaves end. */
    private StoryInput withSlugOfTitle(Story story, Revision autosave, StoryInput written) {
        String slug = autosave.content.slug();
        String title = autosave.content.plain().title();
        boolean follows = slug != null
                && slug.equals(written.slug())
                && StorySlugs.isGenerated(slug, title)
                && !title.equals(written.plain().title())
                && Revision.of(story.id, autosave.key.number() - 1)
                                .orElseThrow()
                                .content
                                .slug()
                        == null;
        return follows ? written.withSlug(null) : written;
    }

    /** Nodes of the version before publish and schedule autosaves without making them ordinary revisions. */
    private boolean isReplaceable(Story story, Revision revision) {
        return revision.autosavedSince != null
                && revision.autosavedSince.isAfter(Instant.now().minus(ONE_AUTOSAVE))
                && caller.actor().isSame(revision.savedBy)
                && !Objects.equals(story.scheduledRevision, revision.key.number())
                && LiveStory.count("storyId = ?1 AND revision = ?2", story.id, revision.key.number()) == 0;
    }

    /**
     * Adds a revision with the content of an earlier one, without references to deleted entries. It adds none if the
     * content equals the latest revision and the story is not deleted. A deleted story becomes a draft, or unpublished
     * if it has been live.
     *
     * @param story locked
     */
    @Transactional
    public void restore(Story story, Revision earlier) {
        JsonNode before = latest(story);
        StoryContent content = asRead(earlier);
        StoryStatus status = story.status;
        if (status != StoryStatus.deleted && json.valueToTree(content).equals(before)) {
            return;
        }
        add(story, content, before, revision -> revision.restoredFrom = earlier.key.number());
        if (status == StoryStatus.deleted) {
            story.status = story.publishedAt == null ? StoryStatus.draft : StoryStatus.unpublished;
            story.deletedAt = null;
        }
        audit.record(
                AuditAction.STORY_RESTORED,
                story.subject(),
                Map.of("status", status, "content", before),
                Map.of("status", story.status, "restoredFrom", earlier.key.number(), "content", content));
    }

    private JsonNode latest(Story story) {
        return json.valueToTree(asRead(Revision.latest(story)));
    }

    /** Resolves replaced and deleted entries first, so that saving the same content again changes nothing. */
    private StoryContent asRead(Revision revision) {
        return references.namesIn(revision.content).in(revision.content);
    }

    private void add(Story story, StoryContent content, JsonNode before, Consumer<Revision> origin) {
        Revision revision = new Revision();
        revision.key = new Revision.Key(story.id, ++story.latestRevision);
        revision.content = content;
        revision.savedBy = caller.actor();
        revision.changed = ChangedMembers.between(before, json.valueToTree(content));
        origin.accept(revision);
        story.show(content);
        story.touch();
        revision.storyVersion = story.version;
        revision.persist();
    }

    private StoryContent contentOf(Story story, StoryInput written) {
        List<ProblemError> errors = new ArrayList<>();
        StoryContent content = new StoryContent(
                null,
                written.plain(),
                StoryTaxonomy.of(kind -> ids(kind, written.names(kind), errors)),
                language(written.language(), errors),
                written.body(),
                stories.idsOf(written.pinned(), "/pinned", errors));
        if (written.body() != null) {
            errors.addAll(Bodies.errorsIn(written.body()));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
        }
        return content.withSlug(slugs.claim(story.id, written));
    }

    private String language(String tag, List<ProblemError> errors) {
        if (tag == null) {
            return site.language();
        }
        return LanguageTag.canonical(tag).orElseGet(() -> {
            errors.add(ProblemError.at("/language", "accepts " + LanguageTag.ACCEPTED));
            return tag;
        });
    }

    /** Returns the ids of the entries of a kind, and locks them against deletion until the end of the transaction. */
    private List<UUID> ids(TaxonomyKind kind, List<String> names, List<ProblemError> errors) {
        if (kind == TaxonomyKind.TAG) {
            return tags(names, errors);
        }
        Map<String, UUID> ids = entries.lockedIdsOf(kind, names);
        String pointer = "/" + kind.member();
        if (kind.isMany()) {
            return Named.inOrder(names, ids, kind.word(), pointer, errors);
        }
        names.stream()
                .filter(name -> !ids.containsKey(name))
                .forEach(name -> errors.add(ProblemError.at(pointer, "there is no " + kind.word() + " " + name)));
        return List.copyOf(ids.values());
    }

    /** A text that matches no tag is the name of a new one, if the caller may create tags. */
    private List<UUID> tags(List<String> texts, List<ProblemError> errors) {
        Map<String, UUID> ids = tags.find(texts);
        List<String> names = new ArrayList<>();
        for (int index = 0; index < texts.size(); index++) {
            String text = texts.get(index);
            if (ids.containsKey(text)) {
                continue;
            }
            if (TagName.key(text).isEmpty()) {
                errors.add(ProblemError.at("/tags/" + index, TagName.ACCEPTED));
            } else if (Slug.isId(text)) {
                errors.add(ProblemError.at("/tags/" + index, "there is no tag " + text));
            } else if (!caller.may(Scope.TAXONOMY_WRITE)) {
                errors.add(ProblemError.at(
                        "/tags/" + index,
                        "there is no tag " + text + ", and creating one requires the scope " + Scope.TAXONOMY_WRITE));
            } else {
                names.add(text);
            }
        }
        if (errors.isEmpty()) {
            // A fixed order prevents deadlocks between requests with the same new names.
            names.sort(Comparator.comparing(TagName::key));
            names.forEach(name -> ids.put(name, tags.make(name.strip())));
        }
        List<UUID> named = texts.stream().map(ids::get).toList();
        errors.addAll(ProblemError.repeats("/tags", named));
        return named.stream().filter(Objects::nonNull).toList();
    }
}
