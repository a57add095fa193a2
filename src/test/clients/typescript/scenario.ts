// What a site or an app does with Broadsheet, through a client that openapi-typescript made of openapi.yaml.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./broadsheet.js";

type Block = components["schemas"]["BodyBlock"];
type Story = components["schemas"]["Story"];

const baseUrl = process.env.BROADSHEET_URL ?? "http://localhost:8080";
const reader = createClient<paths>({ baseUrl });
const editor = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${process.env.BROADSHEET_KEY}` } });

/** Blocks are told apart by their type, and the compiler knows the members of each. */
function plain(block: Block): string {
  switch (block.type) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "list":
      return block.items.map((item) => `${block.ordered ? "1." : "-"} ${item.text}`).join("\n");
    case "image":
      return `[${block.alt}] ${block.url}`;
    case "table":
      return [block.header, ...block.rows].map((row) => row.map((cell) => cell.text).join("\t")).join("\n");
    case "gallery":
      return block.images.map(plain).join("\n");
    case "embed":
      return `${block.title ?? block.provider} ${block.url}`;
    case "video":
    case "audio":
      return `${block.text} ${block.sources.map((source) => source.url).join(" ")}`;
    case "definitions":
      return block.items
        .map(({ terms, definitions }) => [...terms, ...definitions].map((entry) => entry.text).join("\n"))
        .join("\n");
    case "details":
      return [block.summary.text, ...block.blocks.map(plain)].join("\n");
    case "paragraph":
    case "quote":
    case "code":
    case "bookmark":
      return block.text;
    case "divider":
      return "---";
    default:
      // A type that came with a later version of the server is skipped; that the compiler has none left is checked.
      return ((later: never) => "")(block);
  }
}

async function listAndPage(): Promise<void> {
  const first = await reader.GET("/v1/stories", { params: { query: { category: ["industry"], limit: 2, total: "exact" } } });
  assert.ok(first.data);
  assert.equal(first.data.items.length, 2);
  assert.equal(first.data.page.total?.kind, "exact");
  assert.ok(first.data.page.next);
  const second = await reader.GET("/v1/stories", {
    params: { query: { category: ["industry"], limit: 2, cursor: first.data.page.next } },
  });
  const ids = [...first.data.items, ...(second.data?.items ?? [])].map((story) => story.id);
  assert.equal(new Set(ids).size, 4);
}

async function storyPage(): Promise<void> {
  const { data, response } = await reader.GET("/v1/stories/{story}", {
    params: {
      path: { story: "memory-makers-bet-on-the-inference-boom" },
      query: { include: ["related"], relatedLimit: 3, body: ["blocks"] },
    },
  });
  assert.ok(data);
  const text = (data.body?.blocks ?? []).map(plain);
  assert.ok(text.some((line) => line.startsWith("## ")));
  assert.equal(data.related?.length, 3);
  assert.equal(data.category?.slug, "industry");

  const etag = response.headers.get("ETag");
  assert.ok(etag);
  const again = await reader.GET("/v1/stories/{story}", {
    params: {
      path: { story: "memory-makers-bet-on-the-inference-boom" },
      query: { include: ["related"], relatedLimit: 3, body: ["blocks"] },
      header: { "If-None-Match": etag },
    },
  });
  assert.equal(again.response.status, 304);
}

async function related(): Promise<void> {
  const { data } = await reader.GET("/v1/stories/{story}/related", {
    params: { path: { story: "memory-makers-bet-on-the-inference-boom" }, query: { limit: 2 } },
  });
  assert.equal(data?.items.length, 2);
}

async function search(): Promise<void> {
  const { data } = await reader.GET("/v1/search", { params: { query: { q: "memory", limit: 5 } } });
  assert.ok(data?.items.some((item) => item.story.slug === "memory-makers-bet-on-the-inference-boom"));
}

async function problem(): Promise<void> {
  const missing = await reader.GET("/v1/stories/{story}", { params: { path: { story: "no-such-story" } } });
  assert.equal(missing.error?.type, "/problems/not-found");
  const rejected = await reader.GET("/v1/stories", { params: { query: { limit: 101 } } });
  assert.equal(rejected.error?.errors?.[0]?.parameter, "limit");
}

/** Brings a copy up to date and returns the cursor to continue from. */
async function sync(copy: Map<string, Story>, since?: string): Promise<string> {
  for (;;) {
    const { data } = await reader.GET("/v1/changes", {
      params: { query: { limit: 100, ...(since ? { since } : {}) } },
    });
    assert.ok(data);
    for (const change of data.items) {
      if (change.type === "story") {
        copy.set(change.id, change.story);
      } else {
        copy.delete(change.id);
      }
    }
    since = data.page.since;
    if (!data.page.more) {
      return since;
    }
  }
}

async function write(): Promise<void> {
  const copy = new Map<string, Story>();
  let since = await sync(copy);
  assert.ok(copy.size >= 40);

  const draft = await editor.POST("/v1/admin/stories", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: {
      title: "Written in TypeScript",
      excerpt: "By a client that was generated.",
      category: "industry",
      authors: ["zoe-lindqvist"],
      body: { format: "markdown", source: "It is **typed**." },
    },
  });
  assert.ok(draft.data, JSON.stringify(draft.error));
  const story = draft.data.id;
  const version = draft.response.headers.get("ETag");
  assert.ok(version);

  const renamed = await editor.PATCH("/v1/admin/stories/{story}", {
    params: { path: { story }, header: { "If-Match": version } },
    body: { title: "Written in strict TypeScript", image: null },
    headers: { "Content-Type": "application/merge-patch+json" },
  });
  assert.equal(renamed.data?.revision, 2);

  const stale = await editor.POST("/v1/admin/stories/{story}/publish", {
    params: { path: { story }, header: { "If-Match": version } },
  });
  assert.equal(stale.response.status, 412);
  assert.equal(stale.error?.type, "/problems/precondition-failed");

  const published = await editor.POST("/v1/admin/stories/{story}/publish", {
    params: { path: { story }, header: { "If-Match": renamed.response.headers.get("ETag") ?? "" } },
  });
  assert.equal(published.data?.status, "published");

  since = await sync(copy, since);
  assert.equal(copy.get(story)?.title, "Written in strict TypeScript");

  const deleted = await editor.DELETE("/v1/admin/stories/{story}", {
    params: { path: { story }, header: { "If-Match": "*" } },
  });
  assert.equal(deleted.response.status, 204);
  await sync(copy, since);
  assert.equal(copy.has(story), false);
}

await listAndPage();
await storyPage();
await related();
await search();
await problem();
await write();
console.log("openapi-fetch: the scenario passed");
