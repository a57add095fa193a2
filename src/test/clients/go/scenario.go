// What a service does with Broadsheet, through a client that OpenAPI Generator made of openapi.yaml.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	broadsheet "github.com/GIT_USER_ID/GIT_REPO_ID"
)

const slug = "memory-makers-bet-on-the-inference-boom"

var (
	reader = context.Background()
	editor = context.WithValue(reader, broadsheet.ContextAccessToken, os.Getenv("BROADSHEET_KEY"))
	client = newClient()
)

func newClient() *broadsheet.APIClient {
	configuration := broadsheet.NewConfiguration()
	configuration.Servers = broadsheet.ServerConfigurations{{URL: os.Getenv("BROADSHEET_URL")}}
	return broadsheet.NewAPIClient(configuration)
}

func listStories() {
	request := client.StoriesAPI.ListStories(reader).Category([]string{"industry"}).Limit(2).Total(broadsheet.EXACT)
	first, _, err := request.Execute()
	check(err == nil, err)
	second, _, err := request.Cursor(first.Page.GetNext()).Execute()
	check(err == nil, err)
	ids := map[string]bool{}
	for _, story := range append(first.Items, second.Items...) {
		ids[story.GetId()] = true
	}
	check(len(ids) == 4, "four stories on two pages")
}

// A union has one field for each type; the others are nil.
func plain(block broadsheet.BodyBlock) string {
	switch {
	case block.HeadingBlock != nil:
		return strings.Repeat("#", int(block.HeadingBlock.Level)) + " " + block.HeadingBlock.Text
	case block.ParagraphBlock != nil:
		return block.ParagraphBlock.Text
	}
	return ""
}

func readStory() {
	request := client.StoriesAPI.GetStory(reader, slug).Include([]broadsheet.StoryField{broadsheet.RELATED}).RelatedLimit(3).Body([]broadsheet.BodyFormat{broadsheet.BLOCKS})
	story, response, err := request.Execute()
	check(err == nil, err)
	headings := 0
	for _, block := range story.Body.Blocks {
		if strings.HasPrefix(plain(block), "## ") {
			headings++
		}
	}
	check(headings > 0, "headings among the blocks")
	check(len(story.Related) == 3, "three related stories")
	related, _, err := client.StoriesAPI.ListRelatedStories(reader, slug).Limit(2).Execute()
	check(err == nil && len(related.Items) == 2, err)

	// A 304 is an error, as it has no story.
	_, response, err = request.IfNoneMatch(response.Header.Get("ETag")).Execute()
	check(err != nil && response.StatusCode == http.StatusNotModified, "304 while nothing has changed")
}

func readProblem() {
	_, _, err := client.StoriesAPI.GetStory(reader, "no-such-story").Execute()
	var failure *broadsheet.GenericOpenAPIError
	check(errors.As(err, &failure), err)
	problem, typed := failure.Model().(broadsheet.Problem)
	check(typed && problem.Type == "/problems/not-found", "the type of the problem")
}

func search() {
	found, _, err := client.SearchAPI.Search(reader).Q("memory").Limit(5).Execute()
	check(err == nil, err)
	hit := false
	for _, item := range found.Items {
		hit = hit || item.Story.GetSlug() == slug
	}
	check(hit, "the story among those found")
}

// sync brings a copy up to date and returns the cursor to continue from.
func sync(copied map[string]broadsheet.Story, since string) string {
	for {
		request := client.ChangesAPI.ListChanges(reader).Limit(100)
		if since != "" {
			request = request.Since(since)
		}
		page, _, err := request.Execute()
		check(err == nil, err)
		for _, change := range page.Items {
			if change.StoryChange != nil {
				copied[change.StoryChange.Id] = change.StoryChange.Story
			} else if change.Tombstone != nil {
				delete(copied, change.Tombstone.Id)
			}
		}
		since = page.Page.Since
		if !page.Page.More {
			return since
		}
	}
}

func write() {
	copied := map[string]broadsheet.Story{}
	since := sync(copied, "")
	check(len(copied) >= 40, "a copy of all sample stories")

	body := broadsheet.NewBodyInput(broadsheet.SOURCE_MARKDOWN)
	body.SetSource("It is **typed**.")
	story := broadsheet.NewStoryInput()
	story.SetTitle("Written in Go")
	story.SetExcerpt("By a generated client.")
	story.SetCategory("industry")
	story.SetAuthors([]string{"zoe-lindqvist"})
	story.SetBody(*body)
	draft, response, err := client.EditorialStoriesAPI.CreateStory(editor).StoryInput(*story).Execute()
	check(err == nil, err)

	publish := client.EditorialStoriesAPI.PublishStory(editor, draft.Id)
	published, _, err := publish.IfMatch(response.Header.Get("ETag")).Execute()
	check(err == nil && published.Status == broadsheet.PUBLISHED, err)

	since = sync(copied, since)
	title := copied[draft.Id].Title
	check(title != nil && *title == "Written in Go", "the story in the copy")
	_, err = client.EditorialStoriesAPI.DeleteStory(editor, draft.Id).IfMatch("*").Execute()
	check(err == nil, err)
	sync(copied, since)
	_, there := copied[draft.Id]
	check(!there, "the story no longer in the copy")
}

func check(holds bool, expected any) {
	if !holds {
		log.Fatalf("expected %v", expected)
	}
}

func main() {
	listStories()
	readStory()
	readProblem()
	search()
	write()
	fmt.Println("go: the scenario passed")
}
