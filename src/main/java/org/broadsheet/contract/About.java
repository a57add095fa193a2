package org.broadsheet.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.info.Info;
import org.eclipse.microprofile.openapi.models.servers.Server;
import org.eclipse.microprofile.openapi.models.tags.Tag;

/** The contract's title, description, servers and tags. */
final class About {

    /** Short, because generators copy it into every file that they write. The guide is on the page at {@code /docs}. */
    private static final String DESCRIPTION =
            "A headless content API for news and story sites. Every Broadsheet serves a guide and this reference at `/docs`.";

    /** The tags in the order in which a reader needs them. Tags that their resources describe follow. */
    private static final List<Map.Entry<String, String>> TAGS = List.of(
            Map.entry("Stories", "Live stories: lists, single stories and related stories."),
            Map.entry("Categories", "The sections of the site, ordered."),
            Map.entry("Authors", "The authors of stories."),
            Map.entry("Tags", "Subjects that stories have in common."),
            Map.entry("Collections", "Lists of stories in an order chosen by an editor."),
            Map.entry("Site", "The settings of the site: title, logo, languages, URLs."),
            Map.entry("Search", "Full-text search and completions."),
            Map.entry("Changes", "A copy of all live content, and the changes since."),
            Map.entry("Previews", "A draft in the shape of a delivery response, for anyone who has the link."),
            Map.entry("Editorial stories", "Drafts, revisions, publishing and the schedule."),
            Map.entry("Editorial categories", "Create, order, rename and delete categories."),
            Map.entry("Editorial authors", "Create, update and delete authors."),
            Map.entry("Editorial tags", "Create, rename and delete tags."),
            Map.entry("Editorial collections", "Select stories and their order."),
            Map.entry("Editorial site", "Update the settings of the site."),
            Map.entry("Keys", "API keys and their scopes."),
            Map.entry("Webhooks", "Subscribers, and the deliveries of events to them."),
            Map.entry("Webhook events", "The requests that Broadsheet sends to subscribers."),
            Map.entry("Audit", "The log of all editorial changes."));

    private About() {}

    static void describe(OpenAPI contract) {
        contract.setInfo(OASFactory.createInfo()
                .title("Broadsheet")
                .version("1.0.0")
                .description(DESCRIPTION)
                .contact(OASFactory.createContact().name("The operator of this server")));
        contract.addServer(OASFactory.createServer().url("/").description("The server of this contract."));
        describeTags(contract);
    }

    private static void describeTags(OpenAPI contract) {
        Set<String> described = TAGS.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        List<Tag> others = contract.getTags().stream()
                .filter(tag -> !described.contains(tag.getName()))
                .toList();
        others.stream().filter(tag -> tag.getDescription() == null).findFirst().ifPresent(tag -> {
            throw new IllegalStateException("The resource or About must describe the tag " + tag.getName());
        });
        contract.setTags(Stream.concat(
                        TAGS.stream()
                                .map(tag -> OASFactory.createTag()
                                        .name(tag.getKey())
                                        .description(tag.getValue())),
                        others.stream())
                .toList());
    }

    /** Orders the contract for human readers: the description first, and the components last. */
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
