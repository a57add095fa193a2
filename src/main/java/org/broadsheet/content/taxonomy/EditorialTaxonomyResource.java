package org.broadsheet.content.taxonomy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.broadsheet.changelog.ChangeLog;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.naming.GeneratedSlug;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.paging.KeysetQuery;
import org.broadsheet.platform.paging.Page;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.query.QueryParameter;
import org.broadsheet.platform.query.RequestQuery;
import org.broadsheet.platform.write.Created;
import org.broadsheet.platform.write.Version;
import org.hibernate.Session;

/**
 * The common part of the editorial API of categories, authors, tags and collections. The subclasses are the resources,
 * and define what is specific to each kind.
 *
 * @param <E> the entity
 * @param <W> the input
 * @param <R> the representation
 */
public abstract class EditorialTaxonomyResource<E extends Entry, W extends EntryInput, R> {

    private static final QueryParameter<String> REPLACE_WITH = QueryParameter.name("replaceWith")
            .describedAs(
                    "Its replacement in all stories, by slug or id. Without it, only an unused one is" + " deleted.");

    /** The query parameters for the deletion of a category, author or tag. */
    @RequestScoped
    public static class DeletionParameters extends RequestQuery {
        DeletionParameters() {
            super(List.of(REPLACE_WITH));
        }

        /** Returns the slug or id of the replacement. */
        public Optional<String> replacement() {
            return find(REPLACE_WITH);
        }
    }

    /**
     * Added to the ordinal of the kind, it is the key of the advisory lock on the order of all entries of that kind.
     */
    private static final long ORDER_LOCK = 0x0_4DE4_00;

    private final TaxonomyKind kind;
    private final Class<E> entity;
    private final Supplier<E> blank;
    private final Class<W> written;
    private final KeysetQuery<KeysetQuery.Id> list;

    @Inject
    Session database;

    @Inject
    ChangeLog changes;

    @Inject
    AuditLog audit;

    @Inject
    StoryUsage usage;

    @Inject
    EntryNames names;

    @Inject
    ObjectMapper json;

    /** @param blank creates an entry without content */
    protected EditorialTaxonomyResource(TaxonomyKind kind, Class<E> entity, Supplier<E> blank, Class<W> written) {
        this.kind = kind;
        this.entity = entity;
        this.blank = blank;
        this.written = written;
        this.list = kind.ids();
    }

    /** Returns the entry as input for a change. */
    protected abstract W write(E entry);

    /** Sets all members of the input except slug and position. */
    protected abstract void apply(E entry, W written);

    protected abstract R represent(E entry);

    /** Checks whether readers see the entry. */
    protected boolean isShown(E entry) {
        return true;
    }

    /** Makes the entry visible to readers, since a live story names it. */
    protected void show(E entry) {}

    /** Called after the deletion, in the same transaction. */
    protected void afterDeletion(E entry) {}

    /** Checks whether readers can see the change; other changes are not recorded in the change log. */
    protected boolean isChangedForReaders(E entry, W before, W after) {
        return isShown(entry) && !before.equals(after);
    }

    protected Page<R> page(PageParameters query) {
        PageRequest request = PageRequest.from(query);
        Page<UUID> ids = list.page(database, request, KeysetQuery.Id::id);
        List<E> entries = database.findMultiple(entity, new ArrayList<Object>(ids.items()));
        return new Page<>(entries.stream().map(this::represent).toList(), ids.page());
    }

    protected Response read(String name) {
        return respond(Response.ok(), find(name, LockModeType.NONE));
    }

    protected Response create(JsonContent content) {
        lockOrder();
        E entry = blank.get();
        set(entry, content.as(written));
        database.flush();
        changes.record(kind.change(), entry.id, false);
        audit(AuditAction.created(kind), entry, Map.of());
        return respond(Created.at(kind.editorialPath(entry.id)), entry);
    }

    protected Response change(String name, String ifMatch, JsonContent content) {
        lockOrder();
        E entry = find(name, LockModeType.PESSIMISTIC_WRITE);
        check(ifMatch, entry);
        int before = entry.version;
        JsonNode was = json.valueToTree(represent(entry));
        W wasWritten = write(entry);
        set(entry, content.appliedTo(wasWritten, written));
        database.flush();
        if (entry.version != before) {
            W isWritten = write(entry);
            if (isChangedForReaders(entry, wasWritten, isWritten)) {
                changes.record(kind.change(), entry.id, isNamedAnew(wasWritten, isWritten));
            }
            audit(AuditAction.changed(kind), entry, was);
        }
        return respond(Response.ok(), entry);
    }

    /** Checks whether a change is visible in the stories that name the entry. */
    private static boolean isNamedAnew(EntryInput before, EntryInput after) {
        return !before.slug().equals(after.slug()) || !before.name().equals(after.name());
    }

    private void set(E entry, W content) {
        apply(entry, content);
        entry.slug = slug(entry, content);
        boolean isNew = entry.id == null;
        if (entry instanceof OrderedEntry ordered && isNew) {
            ordered.position = afterTheLast();
        }
        entry.persist();
        Integer position = content.position();
        if (entry instanceof OrderedEntry ordered && position != null && position != ordered.position) {
            database.flush();
            move(ordered, position);
        }
    }

    private int afterTheLast() {
        Integer last = database.createQuery("SELECT max(position) FROM " + entity.getSimpleName(), Integer.class)
                .getSingleResult();
        return last == null ? 0 : last + 1;
    }

    private String slug(E entry, EntryInput naming) {
        if (naming.slug() != null) {
            if (isTaken(entry, Slug.given(naming.slug()))) {
                throw ProblemException.of(
                        ProblemType.CONFLICT,
                        List.of(ProblemError.at(
                                "/slug", "the slug " + naming.slug() + " belongs to another " + kind.word())));
            }
            return naming.slug();
        }
        return GeneratedSlug.candidates(naming.name(), kind.word())
                .filter(slug -> !isTaken(entry, slug))
                .findFirst()
                .orElseThrow();
    }

    private boolean isTaken(E entry, String slug) {
        return names.find(entity, slug, LockModeType.NONE)
                .filter(other -> !other.id.equals(entry.id))
                .isPresent();
    }

    /**
     * Moving one entry may change the positions of all. The caller must take this lock before that of any entry, to
     * avoid deadlocks.
     */
    private void lockOrder() {
        if (OrderedEntry.class.isAssignableFrom(entity)) {
            database.createNativeQuery("SELECT 1 FROM pg_advisory_xact_lock(:order)", Integer.class)
                    .setParameter("order", ORDER_LOCK + kind.ordinal())
                    .getResultList();
        }
    }

    /** Moves an entry to a position, and shifts the others. */
    private void move(OrderedEntry moved, int position) {
        List<OrderedEntry> entries = database.createQuery(
                        "FROM " + entity.getSimpleName() + " ORDER BY position, id", entity)
                .getResultStream()
                .map(OrderedEntry.class::cast)
                .filter(other -> other != moved)
                .collect(Collectors.toCollection(ArrayList::new));
        if (position > entries.size()) {
            throw ProblemException.invalidContent(
                    "/position", "accepts a whole number from 0 to " + entries.size() + ", the last position");
        }
        entries.add(position, moved);
        for (int place = 0; place < entries.size(); place++) {
            OrderedEntry entry = entries.get(place);
            if (entry.position != place) {
                entry.position = place;
                if (entry != moved) {
                    changes.record(kind.change(), entry.id, false);
                }
            }
        }
    }

    protected void delete(String name, String ifMatch, Optional<String> replacement) {
        Optional<E> other = replacement.map(this::substitute);
        E entry = find(name, LockModeType.PESSIMISTIC_WRITE);
        check(ifMatch, entry);
        if (other.filter(entry::equals).isPresent()) {
            throw ProblemException.invalidParameter(REPLACE_WITH.name(), "accepts another " + kind.word());
        }
        if (kind != TaxonomyKind.COLLECTION) {
            release(entry, other);
        }
        JsonNode was = json.valueToTree(represent(entry));
        entry.delete();
        afterDeletion(entry);
        if (isShown(entry)) {
            changes.record(kind.change(), entry.id, false);
        }
        audit.record(
                AuditAction.deleted(kind),
                subject(entry),
                was,
                other.map(substitute -> Map.of("replacedWith", substitute.id)).orElse(Map.of()));
    }

    private E substitute(String name) {
        return names.find(entity, name, LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(() -> ProblemException.invalidParameter(
                        REPLACE_WITH.name(), "accepts the slug or id of another " + kind.word()));
    }

    private void release(E entry, Optional<E> other) {
        long stories = usage.count(kind, entry.id);
        if (stories > 0 && other.isEmpty()) {
            throw ProblemException.of(
                    ProblemType.IN_USE,
                    "%d %s the %s %s; send replaceWith to name a replacement."
                            .formatted(
                                    stories, stories == 1 ? "story names" : "stories name", kind.word(), entry.slug));
        }
        if (other.isEmpty()) {
            usage.remove(kind, entry.id);
        } else if (usage.replace(kind, entry.id, other.get().id)) {
            show(other.get());
            changes.record(kind.change(), other.get().id, false);
        }
    }

    private E find(String name, LockModeType lock) {
        return names.find(entity, Slug.orId(kind.word(), name), lock)
                .orElseThrow(() -> ProblemException.notFound("There is no " + kind.word() + " " + name + "."));
    }

    private void check(String ifMatch, E entry) {
        Version.check(ifMatch, entry.version, read -> audit.current(entry.id, entry.version));
    }

    private AuditSubject subject(E entry) {
        return AuditSubject.of(kind, entry.id, entry.slug, write(entry).name());
    }

    private void audit(AuditAction action, E entry, Object before) {
        audit.record(action, subject(entry), before, represent(entry));
    }

    private Response respond(Response.ResponseBuilder response, E entry) {
        return response.entity(represent(entry))
                .header(HttpHeaders.ETAG, Version.tag(entry.version))
                .build();
    }
}
