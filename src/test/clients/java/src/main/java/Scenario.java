import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.ChangesApi;
import org.openapitools.client.api.EditorialStoriesApi;
import org.openapitools.client.api.SearchApi;
import org.openapitools.client.api.StoriesApi;
import org.openapitools.client.model.BodyBlock;
import org.openapitools.client.model.BodyFormat;
import org.openapitools.client.model.ChangeItem;
import org.openapitools.client.model.ChangePage;
import org.openapitools.client.model.EditorialStory;
import org.openapitools.client.model.HeadingBlock;
import org.openapitools.client.model.ListBlock;
import org.openapitools.client.model.ParagraphBlock;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.SourceFormat;
import org.openapitools.client.model.Story;
import org.openapitools.client.model.StoryChange;
import org.openapitools.client.model.StoryField;
import org.openapitools.client.model.StoryPage;
import org.openapitools.client.model.StoryStatus;
import org.openapitools.client.model.Tombstone;
import org.openapitools.client.model.BodyInput;
import org.openapitools.client.model.StoryInput;

/** What a back end does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml. */
public final class Scenario {

    private static final String STORY = "memory-makers-bet-on-the-inference-boom";

    private final StoriesApi stories;
    private final SearchApi search;
    private final ChangesApi changes;
    private final EditorialStoriesApi editing;

    private Scenario(String url, String key) {
        ApiClient client = new ApiClient().setBasePath(url);
        client.setBearerToken(key); // Only editorial operations send the key.
        stories = new StoriesApi(client);
        search = new SearchApi(client);
        changes = new ChangesApi(client);
        editing = new EditorialStoriesApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        Scenario scenario = new Scenario(System.getenv("BROADSHEET_URL"), System.getenv("BROADSHEET_KEY"));
        scenario.listStories();
        scenario.readStory();
        scenario.readProblem();
        scenario.search();
        scenario.write();
        System.out.println("java: the scenario passed");
    }

    private void listStories() throws ApiException {
        StoryPage first = page(null);
        StoryPage second = page(first.getPage().getNext());
        Set<UUID> ids = new HashSet<>();
        first.getItems().forEach(story -> ids.add(story.getId()));
        second.getItems().forEach(story -> ids.add(story.getId()));
        check(ids.size() == 4, "four stories on two pages");
    }

    private StoryPage page(String cursor) throws ApiException {
        return stories.listStories(
                List.of("industry"), null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                2, cursor, null, null, null, null, null);
    }

    private void readStory() throws ApiException {
        ApiResponse<Story> response = getStory(null);
        Story story = response.getData();
        String text = story.getBody().getBlocks().stream().map(Scenario::plain).collect(Collectors.joining("\n"));
        check(text.contains("## "), "headings among the blocks");
        check(story.getRelated().size() == 3, "three related stories");
        check(stories.listRelatedStories(STORY, 2, null, null, null, null, null, null).getItems().size() == 2, "two related stories");

        // A 304 is an exception, as it has no story.
        ApiException unchanged = failure(() -> getStory(header(response, "ETag")));
        check(unchanged.getCode() == 304, "304 while nothing has changed");
    }

    private ApiResponse<Story> getStory(String etag) throws ApiException {
        return stories.getStoryWithHttpInfo(
                STORY, null, List.of(StoryField.RELATED), List.of(BodyFormat.BLOCKS), 3, null, etag, null, null, null);
    }

    /** A union has its value in {@code getActualInstance()}, whose class tells the type. */
    private static String plain(BodyBlock union) {
        Object block = union.getActualInstance();
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

    private void readProblem() throws Exception {
        ApiException missing = failure(
                () -> stories.getStory("no-such-story", null, null, null, null, null, null, null, null, null));
        Problem problem = Problem.fromJson(missing.getResponseBody());
        check(problem.getType().equals("/problems/not-found"), "the type of the problem");
    }

    private void search() throws ApiException {
        boolean found = search
                .search(
                        "memory", null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                        null, null, 5, null, null, null, null, null)
                .getItems()
                .stream()
                .anyMatch(item -> item.getStory().getSlug().equals(STORY));
        check(found, "the story among those found");
    }

    private void write() throws ApiException {
        Map<UUID, Story> copy = new HashMap<>();
        String since = sync(copy, null);
        check(copy.size() >= 40, "a copy of all sample stories");

        StoryInput story = new StoryInput()
                .title("Written in Java")
                .excerpt("By a generated client.")
                .category("industry")
                .authors(List.of("zoe-lindqvist"))
                .body(new BodyInput().format(SourceFormat.SOURCE_MARKDOWN).source("It is **typed**."));
        ApiResponse<EditorialStory> draft =
                editing.createStoryWithHttpInfo(story, UUID.randomUUID().toString());
        UUID id = draft.getData().getId();
        EditorialStory published = editing.publishStory(id.toString(), header(draft, "ETag"), null, null);
        check(published.getStatus() == StoryStatus.PUBLISHED, "a published story");

        since = sync(copy, since);
        check(copy.get(id).getTitle().equals("Written in Java"), "the story in the copy");
        editing.deleteStory(id.toString(), "*");
        sync(copy, since);
        check(!copy.containsKey(id), "the story no longer in the copy");
    }

    /** Brings a copy up to date and returns the cursor to continue from. */
    private String sync(Map<UUID, Story> copy, String since) throws ApiException {
        ChangePage page;
        do {
            page = changes.listChanges(since, null, null, null, null, null, null, 100, null, null, null);
            for (ChangeItem union : page.getItems()) {
                if (union.getActualInstance() instanceof StoryChange change) {
                    copy.put(change.getId(), change.getStory());
                } else if (union.getActualInstance() instanceof Tombstone tombstone) {
                    copy.remove(tombstone.getId());
                }
            }
            since = page.getPage().getSince();
        } while (page.getPage().getMore());
        return since;
    }

    private interface Call {
        void run() throws ApiException;
    }

    private static ApiException failure(Call call) {
        try {
            call.run();
        } catch (ApiException e) {
            return e;
        }
        throw new AssertionError("Expected a failure");
    }

    private static String header(ApiResponse<?> response, String name) {
        return response.getHeaders().entrySet().stream()
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
