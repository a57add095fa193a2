package org.broadsheet.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidVersion7Test {

    @Test
    void idsAreInTheOrderOfTheirCreation() {
        List<UUID> ids = Stream.generate(UuidVersion7::generate).limit(10_000).toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.version() == 7 && id.variant() == 2);
        // PostgreSQL compares the bytes as unsigned.
        assertThat(ids.stream().map(UUID::toString).toList()).isSorted();
    }
}
