package org.broadsheet.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import feign.FeignException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.broadsheet.client.api.ChangesApi;
import org.broadsheet.client.api.EditingStoriesApi;
import org.broadsheet.client.api.StoriesApi;
import org.broadsheet.client.model.ApiResponse;
import org.broadsheet.client.model.BodyBlock;
import org.broadsheet.client.model.BodyFormat;
import org.broadsheet.client.model.ChangeItem;
import org.broadsheet.client.model.ChangePage;
import org.broadsheet.client.model.EditorialStory;
import org.broadsheet.client.model.HeadingBlock;
import org.broadsheet.client.model.ListBlock;
import org.broadsheet.client.model.ParagraphBlock;
import org.broadsheet.client.model.Problem;
import org.broadsheet.client.model.PublishRequest;
import org.broadsheet.client.model.SourceFormat;
import org.broadsheet.client.model.Story;
import org.broadsheet.client.model.StoryChange;
import org.broadsheet.client.model.StoryPage;
import org.broadsheet.client.model.StoryPatch;
import org.broadsheet.client.model.StoryStatus;
import org.broadsheet.client.model.Tombstone;
import org.broadsheet.client.model.TotalKind;
import org.broadsheet.client.model.WrittenBody;
import org.broadsheet.client.model.WrittenStory;

/** What a back end or an Android app does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml. */
public final class Scenario {

    private static final String STORY = "memory-makers-bet-on-the-inference-boom";

    private final StoriesApi stories;
    private final ChangesApi changes;
    private final EditingStoriesApi editing;
    private final ObjectMapper json;

    private Scenario(String url, String key) {
        ApiClient reader = new ApiClient().setBasePath(url);
        ApiClient editor = new ApiClient().setBasePath(url);
        editor.getFeignBuilder().requestInterceptor(request -> request.header("Authorization", "Bearer " + key));
        stories = reader.buildClient(StoriesApi.class);
        changes = reader.buildClient(ChangesApi.class);
        editing = editor.buildClient(EditingStoriesApi.class);
        json = reader.getObjectMapper();
    }

    public static void main(String[] arguments) throws IOException {
        Scenario scenario = new Scenario(System.getenv("BROADSHEET_URL"), System.getenv("BROADSHEET_KEY"));
        scenario.listAndPage();
        scenario.storyPage();
        scenario.problem();
        scenario.write();
        System.out.println("The Java client did all of it.");
    }

    private void listAndPage() {
        Set<UUID> ids = new HashSet<>();
        StoriesApi.ListStoriesQueryParams page = new StoriesApi.ListStoriesQueryParams()
                .category(List.of("industry"))
                .limit(2)
                .total(TotalKind.EXACT);
        StoryPage first = stories.listStories(null, null, page);
        first.getItems().forEach(story -> ids.add(story.getId()));
        StoryPage second = stories.listStories(null, null, page.cursor(first.getPage().getNext()));
        second.getItems().forEach(story -> ids.add(story.getId()));
        check(ids.size() == 4, "four stories on two pages");
        check(first.getPage().getTotal().getKind().equals("exact"), "an exact total");
    }

    private void storyPage() throws IOException {
        StoriesApi.GetStoryQueryParams parameters = new StoriesApi.GetStoryQueryParams()
                .include(List.of("related"))
                .relatedLimit(3)
                .body(List.of(BodyFormat.BLOCKS));
        ApiResponse<Story> answer = stories.getStoryWithHttpInfo(STORY, null, null, parameters);
        Story story = answer.getData();
        String text = story.getBody().getBlocks().stream().map(Scenario::plain).collect(Collectors.joining("\n"));
        check(text.contains("## "), "headings among the blocks");
        check(story.getRelated().size() == 3, "three related stories");
        check(json.readValue("{\"type\": \"hologram\"}", BodyBlock.class) == null, "a later type of block to be skipped");

        String etag = header(answer, "ETag");
        int status = statusOf(() -> stories.getStory(STORY, etag, null, parameters)).status();
        check(status == 304, "304 as long as nothing has changed");
    }

    private static String plain(BodyBlock block) {
        if (block instanceof HeadingBlock heading) {
            return "#".repeat(heading.getLevel()) + " " + heading.getText();
        }
        if (block instanceof ParagraphBlock paragraph) {
            return paragraph.getText();
        }
        if (block instanceof ListBlock list) {
            return list.getItems().stream().map(item -> "- " + item.getText()).collect(Collectors.joining("\n"));
        }
        return "";
    }

    private void problem() throws IOException {
        Problem missing = problemOf(statusOf(
                () -> stories.getStory("no-such-story", null, null, new StoriesApi.GetStoryQueryParams())));
        check(missing.getType().equals("/problems/not-found"), "the type of a problem");
        Problem refused = problemOf(
                statusOf(() -> stories.listStories(null, null, new StoriesApi.ListStoriesQueryParams().limit(101))));
        check(refused.getErrors().get(0).getParameter().equals("limit"), "the parameter that is refused");
    }

    private void write() throws IOException {
        Map<UUID, Story> copy = new HashMap<>();
        String since = sync(copy, null);
        check(copy.size() >= 40, "a copy of all sample stories");

        WrittenStory written = new WrittenStory()
                .title("Written in Java")
                .excerpt("By a client that was generated.")
                .category("industry")
                .authors(List.of("zoe-lindqvist"))
                .body(new WrittenBody().format(SourceFormat.MARKDOWN).source("It is **typed**."));
        ApiResponse<EditorialStory> draft =
                editing.createStoryWithHttpInfo(written, UUID.randomUUID().toString());
        UUID id = draft.getData().getId();
        String version = header(draft, "ETag");

        ApiResponse<EditorialStory> renamed =
                editing.saveStoryWithHttpInfo(id.toString(), version, new StoryPatch().title("Written in typed Java"));
        check(renamed.getData().getRevision() == 2, "a second revision");
        Problem stale = problemOf(statusOf(() -> editing.publishStory(id.toString(), version, null, new PublishRequest())));
        check(stale.getType().equals("/problems/precondition-failed"), "412 for a version that is no longer the last");
        EditorialStory published =
                editing.publishStory(id.toString(), header(renamed, "ETag"), null, new PublishRequest());
        check(published.getStatus() == StoryStatus.PUBLISHED, "it is published");

        since = sync(copy, since);
        check(copy.get(id).getTitle().equals("Written in typed Java"), "the copy has the story");
        editing.deleteStory(id.toString(), "*");
        sync(copy, since);
        check(!copy.containsKey(id), "the copy has it no longer");
    }

    /** Brings a copy up to date; @return the cursor to go on from */
    private String sync(Map<UUID, Story> copy, String since) {
        ChangePage page;
        do {
            page = changes.listChanges(
                    null,
                    new ChangesApi.ListChangesQueryParams()
                            .limit(100)
                            .fields(List.of("id", "slug", "title"))
                            .since(since));
            for (ChangeItem change : page.getItems()) {
                if (change instanceof StoryChange story) {
                    copy.put(story.getId(), story.getStory());
                } else if (change instanceof Tombstone tombstone) {
                    copy.remove(tombstone.getId());
                }
            }
            since = page.getPage().getSince();
        } while (page.getPage().getMore());
        return since;
    }

    private Problem problemOf(FeignException failure) throws IOException {
        return json.readValue(failure.contentUTF8(), Problem.class);
    }

    private static FeignException statusOf(Runnable call) {
        try {
            call.run();
        } catch (FeignException e) {
            return e;
        }
        throw new AssertionError("It should have been refused");
    }

    private static String header(ApiResponse<?> answer, String name) {
        return answer.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElseThrow();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("Expected " + what);
        }
    }
}
