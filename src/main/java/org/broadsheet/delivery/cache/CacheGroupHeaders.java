package org.broadsheet.delivery.cache;

import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.broadsheet.delivery.cache.StoredResponse.Header;

/** The headers that tell caches what a response depends on. */
final class CacheGroupHeaders {

    private static final CharSequence CACHE_GROUPS = HttpHeaders.createOptimized("Cache-Groups");

    /** What content delivery networks purge by. */
    private static final CharSequence SURROGATE_KEY = HttpHeaders.createOptimized("Surrogate-Key");

    /** So many, every cache understands (RFC 9875, section 2). */
    private static final int MOST = 32;

    private CacheGroupHeaders() {}

    /** All of them, sorted. */
    static List<String> exact(Set<CacheGroup> groups) {
        return groups.stream().map(CacheGroup::name).sorted().toList();
    }

    /** As many as every cache understands: where there are more, the largest kinds go by the name of all their groups. */
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
        Map<CacheGroup.Kind, List<CacheGroup>> byKind = groups.stream()
                .collect(Collectors.groupingBy(
                        CacheGroup::kind, () -> new EnumMap<>(CacheGroup.Kind.class), Collectors.toList()));
        List<CacheGroup> largest = byKind.values().stream()
                .filter(kind -> kind.get(0).kind().wider().isPresent())
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
