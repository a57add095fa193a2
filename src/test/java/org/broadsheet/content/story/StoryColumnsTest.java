package org.broadsheet.content.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class StoryColumnsTest {

    @Test
    void haveTheColumnsOfAllFields() {
        assertThat(StoryField.columns(EnumSet.allOf(StoryField.class), EnumSet.allOf(BodyFormat.class)))
                .extracting(StoryField::label)
                .isSubsetOf(StoryColumns.TYPES.keySet());
    }
}
