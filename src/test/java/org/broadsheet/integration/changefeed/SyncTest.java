package org.broadsheet.integration.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.broadsheet.Editor;
import org.broadsheet.Newsroom;
import org.broadsheet.content.story.StorySelection;
import org.broadsheet.integration.changefeed.FeedStep.Placed;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SyncTest {

    @Inject
    Sync sync;

    private FeedStep step(SyncCursor from) {
        FeedStep step = sync.step(from, SyncFilter.NONE, StorySelection.SUMMARY, 100);
        step.memory().run();
        return step;
    }

    private List<Placed> changesOf(UUID story, SyncCursor from) {
        return step(from).changes().stream()
                .filter(placed -> placed.change().id().equals(story))
                .toList();
    }

    @Test
    void aStoryWithTwoRowsIsOneChangeThatWhoHasTheFirstRowDoesNotHaveYet() {
        SyncCursor from = sync.now();
        String story = Editor.live(Editor.whole("Twice " + Newsroom.unique("s")));
        UUID id = UUID.fromString(story.substring(story.lastIndexOf('/') + 1));
        Awaitility.await().until(() -> changesOf(id, from).size() == 1);
        SyncCursor behindTheFirst = step(from).next();

        Editor.patch(story, Map.of("title", "Again"));
        Editor.act(story + "/publish");
        Awaitility.await().until(() -> changesOf(id, behindTheFirst).size() == 1);

        assertThat(changesOf(id, from)).singleElement().satisfies(placed -> {
            assertThat(placed.cursor().place()).isLessThanOrEqualTo(behindTheFirst.place());
            assertThat(placed.last()).isGreaterThan(behindTheFirst.place());
        });
    }
}
