package org.broadsheet.content.body;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Where the links of a test's bodies lead. */
final class Links {

    private Links() {}

    static Function<Set<String>, Map<String, UUID>> to(Function<String, Optional<UUID>> story) {
        return addresses -> {
            Map<String, UUID> stories = new HashMap<>();
            addresses.forEach(address -> story.apply(address).ifPresent(id -> stories.put(address, id)));
            return stories;
        };
    }
}
