package org.broadsheet.content.story;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.content.taxonomy.EntryNames.NamedEntry;
import org.broadsheet.delivery.cache.CacheGroup;
import org.broadsheet.delivery.cache.Dependencies;
import org.broadsheet.platform.operation.MovedException;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.query.RequestQuery;

/**
 * The entries that the filters of a request name, by slug, former slug or id. Lists, search and the change feed resolve
 * names here; the response depends on the entries.
 */
@ApplicationScoped
public class FilterNames {

    private final EntryNames entries;
    private final Dependencies dependencies;

    FilterNames(EntryNames entries, Dependencies dependencies) {
        this.entries = entries;
        this.dependencies = dependencies;
    }

    /**
     * Returns the ids to filter by.
     *
     * @return by kind; a kind without a filter has no ids
     * @throws ProblemException 400 that names each value that no entry has
     */
    public Map<TaxonomyKind, List<UUID>> ids(RequestQuery query, Collection<TaxonomyKind> kinds) {
        return ids(query, kinds, ProblemException::invalidParameters);
    }

    /**
     * Returns the ids to filter by.
     *
     * @param problem what to throw if no entry has a value
     * @return by kind; a kind without a filter has no ids
     */
    public Map<TaxonomyKind, List<UUID>> ids(
            RequestQuery query,
            Collection<TaxonomyKind> kinds,
            Function<List<ProblemError>, ProblemException> problem) {
        return ids(query, kinds, problem, this::visible);
    }

    /**
     * Returns the ids by which a list for editors filters, also of entries that readers do not see.
     *
     * @return by kind; a kind without a filter has no ids
     * @throws ProblemException 400 that names each value that no entry has
     */
    public Map<TaxonomyKind, List<UUID>> editorialIds(RequestQuery query, Collection<TaxonomyKind> kinds) {
        return ids(query, kinds, ProblemException::invalidParameters, entries::all);
    }

    private static Map<TaxonomyKind, List<UUID>> ids(
            RequestQuery query,
            Collection<TaxonomyKind> kinds,
            Function<List<ProblemError>, ProblemException> problem,
            Function<Map<TaxonomyKind, List<String>>, Map<TaxonomyKind, Map<String, NamedEntry>>> find) {
        Map<TaxonomyKind, List<String>> names = new EnumMap<>(TaxonomyKind.class);
        kinds.forEach(kind -> names.put(kind, query.all(StoryListParameters.of(kind))));
        Map<TaxonomyKind, Map<String, NamedEntry>> found = find.apply(names);
        List<ProblemError> errors = names.keySet().stream()
                .flatMap(kind -> names.get(kind).stream()
                        .filter(name -> !found.get(kind).containsKey(name))
                        .map(name -> ProblemError.ofParameter(
                                StoryListParameters.of(kind).name(), "there is no " + kind.word() + " " + name)))
                .sorted(Comparator.comparing(ProblemError::parameter))
                .toList();
        if (!errors.isEmpty()) {
            throw problem.apply(errors);
        }
        Map<TaxonomyKind, List<UUID>> ids = new EnumMap<>(TaxonomyKind.class);
        names.forEach((kind, ofKind) -> ids.put(
                kind,
                ofKind.stream()
                        .map(found.get(kind)::get)
                        .map(NamedEntry::id)
                        .distinct()
                        .toList()));
        return ids;
    }

    /**
     * Returns the id of the entry in the path of a request.
     *
     * @throws ProblemException 404 if there is none
     * @throws MovedException if the name is a former slug
     */
    UUID id(TaxonomyKind kind, String name) {
        NamedEntry entry = visible(Map.of(kind, List.of(name))).get(kind).get(name);
        if (entry == null) {
            dependencies.onAll(CacheGroup.Kind.of(kind));
            throw ProblemException.notFound("There is no " + kind.word() + " " + name + ".");
        }
        if (entry.isByFormerSlug()) {
            throw new MovedException(kind.plural(), name, entry.slug());
        }
        return entry.id();
    }

    private Map<TaxonomyKind, Map<String, NamedEntry>> visible(Map<TaxonomyKind, List<String>> names) {
        Map<TaxonomyKind, Map<String, NamedEntry>> found = entries.visible(names);
        found.forEach((kind, byName) -> byName.forEach((name, entry) -> {
            dependencies.on(CacheGroup.Kind.of(kind), entry.id());
            if (entry.isByFormerSlug()) {
                // Another entry may get this slug, which then names that entry.
                dependencies.onAll(CacheGroup.Kind.of(kind));
            }
        }));
        return found;
    }
}
