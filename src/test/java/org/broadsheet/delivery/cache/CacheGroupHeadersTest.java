package org.broadsheet.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.delivery.cache.CacheGroup.Kind;
import org.junit.jupiter.api.Test;

class CacheGroupHeadersTest {

    @Test
    void ofKindsThatHaveAsManyTheFirstGoesByTheNameOfAll() {
        Set<CacheGroup> groups = new HashSet<>();
        for (int number = 0; number < 11; number++) {
            for (Kind kind :
                    List.of(Kind.of(TaxonomyKind.TAG), Kind.of(TaxonomyKind.AUTHOR), Kind.of(TaxonomyKind.CATEGORY))) {
                groups.add(CacheGroup.of(kind, UUID.randomUUID()));
            }
        }

        String names = CacheGroupHeaders.headers(groups).get(1).value().toString();

        assertThat(names.split(" ")).hasSize(23).contains("categories").noneMatch(name -> name.startsWith("category-"));
    }
}
