// What a site or an app does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml.
import assert from "node:assert/strict";
import {
  ChangesApi,
  Configuration,
  EditorialStoriesApi,
  ProblemFromJSON,
  ResponseError,
  SearchApi,
  StoriesApi,
  type BodyBlock,
  type Story,
} from "./client/index";

const slug = "memory-makers-bet-on-the-inference-boom";
const configuration = new Configuration({
  basePath: process.env.BROADSHEET_URL,
  accessToken: process.env.BROADSHEET_KEY, // Only editorial operations send it.
});
const stories = new StoriesApi(configuration);

async function listStories() {
  const first = await stories.listStories({ category: ["industry"], limit: 2, total: "exact" });
  const second = await stories.listStories({ category: ["industry"], limit: 2, cursor: first.page.next });
  assert.equal(new Set([...first.items, ...second.items].map((story) => story.id)).size, 4);
  assert.equal(first.page.total?.kind, "exact");
}

/** The compiler knows the members of each type of block. */
function plain(block: BodyBlock): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "list":
      return block.items.map((item) => `- ${item.text}`).join("\n");
    case "paragraph":
    case "quote":
    case "code":
      return block.text;
    default:
      return "";
  }
}

/** A 304 and every problem is thrown, with the response. */
async function failureOf(call: Promise<unknown>): Promise<Response> {
  return call.then(
    () => assert.fail("expected a failure"),
    (failure) => {
      if (failure instanceof ResponseError) return failure.response;
      throw failure;
    },
  );
}

async function readStory() {
  const response = await stories.getStoryRaw({ story: slug, include: ["related"], relatedLimit: 3, body: ["blocks"] });
  const story = await response.value();
  assert.ok(story.body?.blocks?.map(plain).some((line) => line.startsWith("## ")));
  assert.equal(story.related?.length, 3);
  assert.equal((await stories.listRelatedStories({ story: slug, limit: 2 })).items.length, 2);

  const ifNoneMatch = response.raw.headers.get("ETag") ?? "";
  const unchanged = await failureOf(
    stories.getStory({ story: slug, include: ["related"], relatedLimit: 3, body: ["blocks"], ifNoneMatch }),
  );
  assert.equal(unchanged.status, 304);
}

async function readProblem() {
  const missing = await failureOf(stories.getStory({ story: "no-such-story" }));
  const problem = ProblemFromJSON(await missing.json());
  assert.equal(problem.type, "/problems/not-found");
}

async function search() {
  const found = await new SearchApi(configuration).search({ q: "memory", limit: 5 });
  assert.ok(found.items.some((item) => item.story.slug === slug));
}

/** Brings a copy up to date and returns the cursor to continue from. */
async function sync(copy: Map<string, Story>, since?: string): Promise<string> {
  for (;;) {
    const { items, page } = await new ChangesApi(configuration).listChanges({ since, limit: 100 });
    for (const change of items) {
      if (change.type === "story") copy.set(change.id, change.story);
      else if (change.type === "tombstone") copy.delete(change.id);
    }
    since = page.since;
    if (!page.more) return since;
  }
}

async function write() {
  const copy = new Map<string, Story>();
  let since = await sync(copy);
  assert.ok(copy.size >= 40);

  const editing = new EditorialStoriesApi(configuration);
  const draft = await editing.createStoryRaw({
    idempotencyKey: crypto.randomUUID(),
    storyInput: {
      title: "Written with fetch",
      excerpt: "By a generated client.",
      category: "industry",
      authors: ["zoe-lindqvist"],
      body: { format: "markdown", source: "It is **typed**." },
    },
  });
  const { id } = await draft.value();
  const published = await editing.publishStory({ story: id, ifMatch: draft.raw.headers.get("ETag") ?? "" });
  assert.equal(published.status, "published");

  since = await sync(copy, since);
  assert.equal(copy.get(id)?.title, "Written with fetch");
  await editing.deleteStory({ story: id, ifMatch: "*" });
  await sync(copy, since);
  assert.equal(copy.has(id), false);
}

async function main() {
  await listStories();
  await readStory();
  await readProblem();
  await search();
  await write();
  console.log("typescript-fetch: the scenario passed");
}

void main();
