package org.broadsheet.platform.naming;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.platform.problem.ProblemError;

/**
 * A row of a query for the entries that slugs and ids name. The query's parameters are {@link Slug#slugsIn} and {@link
 * Slug#idsIn} of the names.
 *
 * @param slug a slug that names the entry; null if the query does not know one
 */
public record Named(UUID id, String slug) {

    /** Returns the ids by name; an unknown name has no entry. */
    public static Map<String, UUID> ids(Collection<String> names, List<Named> found) {
        Set<UUID> known = new HashSet<>();
        Map<String, UUID> bySlug = new HashMap<>();
        found.forEach(named -> {
            known.add(named.id);
            bySlug.put(named.slug, named.id);
        });
        Map<String, UUID> ids = new HashMap<>();
        for (String name : names) {
            UUID id = Slug.id(name).filter(known::contains).orElseGet(() -> bySlug.get(name));
            if (id != null) {
                ids.put(name, id);
            }
        }
        return ids;
    }

    /**
     * Returns the ids of the names, in the order of the names.
     *
     * @param word what is named, for problems
     * @param pointer to the array of names
     * @param errors gets an entry for each unknown name, and for each repeated id
     */
    public static List<UUID> inOrder(
            List<String> names, Map<String, UUID> ids, String word, String pointer, List<ProblemError> errors) {
        for (int position = 0; position < names.size(); position++) {
            if (!ids.containsKey(names.get(position))) {
                errors.add(
                        ProblemError.at(pointer + "/" + position, "there is no " + word + " " + names.get(position)));
            }
        }
        List<UUID> named = names.stream().map(ids::get).toList();
        errors.addAll(ProblemError.repeats(pointer, named));
        return named.stream().filter(Objects::nonNull).toList();
    }
}
