package org.broadsheet.contract;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.info.Info;
import org.eclipse.microprofile.openapi.models.servers.Server;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** What the contract says of itself: what it is for, where it holds, and what its tags stand for. */
final class About {

    /** Short, because generators copy it into every file that they write. The guide is on the page at {@code /docs}. */
    private static final String DESCRIPTION =
            "A headless content API for news and story sites. Every Broadsheet serves a guide and this reference at `/docs`.";

    /** In the order in which a reader meets them. */
    private static final List<Map.Entry<String, String>> TAGS = List.of(
            Map.entry("Stories", "What readers see: lists, one story, and what to read next."),
            Map.entry("Categories", "The sections of the site, in their order."),
            Map.entry("Authors", "Whose names stand above stories."),
            Map.entry("Tags", "What stories have in common."),
            Map.entry("Collections", "Lists of stories in an order that an editor chose."),
            Map.entry("Search", "Stories by their words, and completions while somebody types."),
            Map.entry("Changes", "A copy of everything that is live, and what changed since."),
            Map.entry("Previews", "A draft, in the shape that readers will get, for whoever has the link."),
            Map.entry("Editing stories", "Drafts, revisions, publishing and the schedule."),
            Map.entry("Editing categories", "Make, order, rename and delete categories."),
            Map.entry("Editing authors", "Make, change and delete authors."),
            Map.entry("Editing tags", "Make, rename and delete tags."),
            Map.entry("Editing collections", "Choose stories, and the order in which readers see them."),
            Map.entry("Keys", "Who may do what."),
            Map.entry("Webhooks", "Subscribers of events, and what was sent to them."),
            Map.entry(Webhooks.TAG, "The requests that Broadsheet sends to subscribers."),
            Map.entry("Audit", "Who did what."));

    private About() {}

    static void describe(OpenAPI contract) {
        contract.setInfo(OASFactory.createInfo()
                .title("Broadsheet")
                .version("1.0.0")
                .description(DESCRIPTION)
                .contact(OASFactory.createContact().name("Whoever runs this Broadsheet")));
        contract.addServer(OASFactory.createServer().url("/").description("The Broadsheet that serves this contract."));
        describeTags(contract);
    }

    private static void describeTags(OpenAPI contract) {
        List<String> used = contract.getTags().stream().map(Tag::getName).toList();
        List<String> described = TAGS.stream().map(Map.Entry::getKey).toList();
        if (!described.containsAll(used)) {
            throw new IllegalStateException("Describe each of these tags in About: " + used);
        }
        contract.setTags(TAGS.stream()
                .map(tag -> OASFactory.createTag().name(tag.getKey()).description(tag.getValue()))
                .toList());
    }

    /** People read the file as well: what it is about comes first, and the parts come last. */
    static void putInOrder(OpenAPI contract) {
        String version = contract.getOpenapi();
        Info info = contract.getInfo();
        List<Server> servers = contract.getServers();
        List<Tag> tags = contract.getTags();
        Paths paths = contract.getPaths();
        Map<String, PathItem> webhooks = contract.getWebhooks();
        org.eclipse.microprofile.openapi.models.Components components = contract.getComponents();
        contract.openapi(null)
                .info(null)
                .servers(null)
                .tags(null)
                .paths(null)
                .webhooks(null)
                .components(null);
        contract.openapi(version)
                .info(info)
                .servers(servers)
                .tags(tags)
                .paths(paths)
                .webhooks(webhooks)
                .components(components);
    }
}
