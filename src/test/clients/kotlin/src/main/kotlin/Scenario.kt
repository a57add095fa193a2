// What an Android app or a service does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml.
import java.util.UUID
import org.openapitools.client.apis.ChangesApi
import org.openapitools.client.apis.EditorialStoriesApi
import org.openapitools.client.apis.SearchApi
import org.openapitools.client.apis.StoriesApi
import org.openapitools.client.infrastructure.ApiClient
import org.openapitools.client.infrastructure.ApiResponse
import org.openapitools.client.infrastructure.ClientError
import org.openapitools.client.infrastructure.Serializer
import org.openapitools.client.infrastructure.Success
import org.openapitools.client.models.BodyBlock
import org.openapitools.client.models.BodyFormat
import org.openapitools.client.models.HeadingBlock
import org.openapitools.client.models.ListBlock
import org.openapitools.client.models.ParagraphBlock
import org.openapitools.client.models.Problem
import org.openapitools.client.models.SourceFormat
import org.openapitools.client.models.Story
import org.openapitools.client.models.StoryChange
import org.openapitools.client.models.StoryField
import org.openapitools.client.models.StoryStatus
import org.openapitools.client.models.Tombstone
import org.openapitools.client.models.BodyInput
import org.openapitools.client.models.StoryInput

const val STORY = "memory-makers-bet-on-the-inference-boom"

val url: String = System.getenv("BROADSHEET_URL")
val stories = StoriesApi(url)
val search = SearchApi(url)
val changes = ChangesApi(url)
val editing = EditorialStoriesApi(url)

fun listStories() {
    val first = stories.listStories(category = listOf("industry"), limit = 2)
    val second = stories.listStories(category = listOf("industry"), limit = 2, cursor = first.page.next)
    check((first.items + second.items).map { it.id }.toSet().size == 4)
}

/** A union has its value in `actualInstance`, whose class tells the type. */
fun plain(union: BodyBlock): String = when (val block = union.actualInstance) {
    is HeadingBlock -> "#".repeat(block.level) + " " + block.text
    is ParagraphBlock -> block.text
    is ListBlock -> block.items.joinToString("\n") { "- " + it.text }
    else -> ""
}

fun readStory() {
    val response = getStory(null)
    val story = (response as Success).data!!
    check(story.body!!.blocks!!.any { plain(it).startsWith("## ") })
    check(story.related!!.size == 3)
    check(stories.listRelatedStories(STORY, limit = 2).items.size == 2)

    // The functions that end in WithHttpInfo return a 304 and problems; the others throw them.
    val unchanged = getStory(response.header("ETag"))
    check(unchanged.statusCode == 304)
}

fun getStory(etag: String?): ApiResponse<Story?> = stories.getStoryWithHttpInfo(
    story = STORY,
    fields = null,
    include = listOf(StoryField.related),
    body = listOf(BodyFormat.blocks),
    relatedLimit = 3,
    relatedIn = null,
    ifNoneMatch = etag,
    ifModifiedSince = null,
    ifMatch = null,
    ifUnmodifiedSince = null,
)

fun readProblem() {
    val missing =
        stories.getStoryWithHttpInfo("no-such-story", null, null, null, null, null, null, null, null, null) as ClientError
    val problem = Serializer.gson.fromJson(missing.body as String, Problem::class.java)
    check(problem.type == "/problems/not-found")
}

fun search() {
    check(search.search("memory", limit = 5).items.any { it.story.slug == STORY })
}

/** Brings a copy up to date and returns the cursor to continue from. */
fun sync(copy: MutableMap<UUID, Story>, from: String?): String {
    var since = from
    do {
        val page = changes.listChanges(since = since, limit = 100)
        for (union in page.items) {
            when (val change = union.actualInstance) {
                is StoryChange -> copy[change.id] = change.story
                is Tombstone -> copy.remove(change.id)
            }
        }
        since = page.page.since
    } while (page.page.more)
    return since!!
}

fun write() {
    val copy = mutableMapOf<UUID, Story>()
    var since = sync(copy, null)
    check(copy.size >= 40)

    ApiClient.accessToken = System.getenv("BROADSHEET_KEY") // Only editorial operations send it.
    val draft = editing.createStoryWithHttpInfo(
        StoryInput(
            title = "Written in Kotlin",
            excerpt = "By a generated client.",
            category = "industry",
            authors = listOf("zoe-lindqvist"),
            body = BodyInput(format = SourceFormat.SOURCE_MARKDOWN, source = "It is **typed**."),
        ),
        UUID.randomUUID().toString(),
    ) as Success
    val id = draft.data!!.id
    val published = editing.publishStory(id.toString(), ifMatch = draft.header("ETag"))
    check(published.status == StoryStatus.published)

    since = sync(copy, since)
    check(copy[id]?.title == "Written in Kotlin")
    editing.deleteStory(id.toString(), ifMatch = "*")
    sync(copy, since)
    check(id !in copy)
}

fun ApiResponse<*>.header(name: String): String =
    headers.entries.first { it.key.equals(name, ignoreCase = true) }.value.first()

fun main() {
    listStories()
    readStory()
    readProblem()
    search()
    write()
    println("kotlin: the scenario passed")
}
