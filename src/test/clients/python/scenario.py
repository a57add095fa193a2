"""What a back end does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml."""

import os
import uuid

from openapi_client import (
    ApiClient,
    ApiException,
    ChangesApi,
    Configuration,
    EditorialStoriesApi,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    SearchApi,
    StoriesApi,
    StoryChange,
    Tombstone,
    BodyInput,
    StoryInput,
)
from openapi_client.exceptions import NotFoundException

STORY = "memory-makers-bet-on-the-inference-boom"

# Only editorial operations send the key.
client = ApiClient(Configuration(host=os.environ["BROADSHEET_URL"], access_token=os.environ["BROADSHEET_KEY"]))
stories = StoriesApi(client)


def list_stories():
    first = stories.list_stories(category=["industry"], limit=2, total="exact")
    second = stories.list_stories(category=["industry"], limit=2, cursor=first.page.next)
    assert len({story.id for story in first.items + second.items}) == 4
    assert first.page.total.kind == "exact"


def plain(block):
    """A union has its value in `actual_instance`, whose class tells the type."""
    match block.actual_instance:
        case HeadingBlock() as heading:
            return "#" * heading.level + " " + heading.text
        case ParagraphBlock() as paragraph:
            return paragraph.text
        case ListBlock() as items:
            return "\n".join("- " + item.text for item in items.items)
    return ""


def read_story():
    response = stories.get_story_with_http_info(STORY, include=["related"], related_limit=3, body=["blocks"])
    story = response.data
    assert any(plain(block).startswith("## ") for block in story.body.blocks)
    assert len(story.related) == 3
    assert len(stories.list_related_stories(STORY, limit=2).items) == 2

    # A 304 is an exception, as it has no story.
    try:
        stories.get_story(
            STORY, include=["related"], related_limit=3, body=["blocks"], if_none_match=response.headers["ETag"]
        )
        raise AssertionError("expected 304")
    except ApiException as unchanged:
        assert unchanged.status == 304


def read_problem():
    try:
        stories.get_story("no-such-story")
        raise AssertionError("expected 404")
    except NotFoundException as missing:
        assert missing.data.type == "/problems/not-found"


def search():
    found = SearchApi(client).search("memory", limit=5)
    assert STORY in [item.story.slug for item in found.items]


def sync(copy, since=None):
    """Brings a copy up to date and returns the cursor to continue from."""
    while True:
        page = ChangesApi(client).list_changes(since=since, limit=100)
        for change in page.items:
            match change.actual_instance:
                case StoryChange() as changed:
                    copy[changed.id] = changed.story
                case Tombstone() as removed:
                    copy.pop(removed.id, None)
        since = page.page.since
        if not page.page.more:
            return since


def write():
    copy = {}
    since = sync(copy)
    assert len(copy) >= 40

    editing = EditorialStoriesApi(client)
    draft = editing.create_story_with_http_info(
        StoryInput(
            title="Written in Python",
            excerpt="By a generated client.",
            category="industry",
            authors=["zoe-lindqvist"],
            body=BodyInput(format="markdown", source="It is **typed**."),
        ),
        idempotency_key=str(uuid.uuid4()),
    )
    story = draft.data.id
    published = editing.publish_story(str(story), if_match=draft.headers["ETag"])
    assert published.status == "published"

    since = sync(copy, since)
    assert copy[story].title == "Written in Python"
    editing.delete_story(str(story), if_match="*")
    sync(copy, since)
    assert story not in copy


list_stories()
read_story()
read_problem()
search()
write()
print("python: the scenario passed")
