package org.broadsheet.delivery.cache;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.delivery.cache.StoredResponse.Header;

/** The headers that name the cache groups of a response. */
final class CacheGroupHeaders {

    private static final CharSequence CACHE_GROUPS = HttpHeaders.createOptimized("Cache-Groups");

    /** The header by which content delivery networks purge. */
    private static final CharSequence SURROGATE_KEY = HttpHeaders.createOptimized("Surrogate-Key");

    /** The number of groups that every cache must support (RFC 9875, section 2). */
    private static final int MOST = 32;

    private CacheGroupHeaders() {}

    /** Returns the names of all groups, sorted. */
    static List<String> exact(Set<CacheGroup> groups) {
        return groups.stream().map(CacheGroup::name).sorted().toList();
    }

    /** Returns the headers. Of too many groups, those of the largest kinds are replaced by the wider group of the kind. */
    static List<Header> headers(Set<CacheGroup> groups) {
        Collection<CacheGroup> few = groups;
        while (few.size() > MOST) {
            few = widened(few);
        }
        List<String> names = few.stream().map(CacheGroup::name).sorted().toList();
        return names.isEmpty()
                ? List.of()
                : List.of(
                        Header.of(
                                CACHE_GROUPS,
                                names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "))),
                        Header.of(SURROGATE_KEY, String.join(" ", names)));
    }

    private static Collection<CacheGroup> widened(Collection<CacheGroup> groups) {
        Map<CacheGroup.Kind, List<CacheGroup>> byKind =
                groups.stream().collect(Collectors.groupingBy(CacheGroup::kind));
        List<CacheGroup> largest = CacheGroup.Kind.values().stream()
                .filter(kind -> kind.wider().isPresent())
                .filter(byKind::containsKey)
                .map(byKind::get)
                .max(Comparator.comparing(List::size))
                .orElseThrow();
        List<CacheGroup> fewer = new ArrayList<>(groups);
        fewer.removeAll(largest);
        Optional<CacheGroup> wider = largest.get(0).kind().wider();
        if (!fewer.contains(wider.orElseThrow())) {
            fewer.add(wider.orElseThrow());
        }
        return fewer;
    }
}
