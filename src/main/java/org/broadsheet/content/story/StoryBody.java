package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.content.body.Block;
import org.broadsheet.content.body.StoryLinks;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body in the requested formats.
 *
 * @param blocks JSON as stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StoryBody", description = "The body, in the requested formats.")
public record StoryBody(
        @Schema(description = "Sanitised HTML. Headings start at level 2 and have ids.")
        String html,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = Block.class,
                description = "Typed blocks, for clients that do their own layout.")
        @JsonRawValue
        String blocks,

        @Schema(description = "CommonMark with tables and strikethrough.")
        String markdown,

        @Schema(description = "Plain text without markup.") String text) {

    /**
     * Creates the body in the requested formats, with links to the current addresses of live stories.
     *
     * @param links the live stories that the body links to
     * @param stored returns the stored text of a format
     */
    static StoryBody of(
            Set<BodyFormat> formats,
            List<LinkedStory> links,
            StoryAddresses addresses,
            Function<BodyFormat, String> stored) {
        Map<UUID, String> slugs = links.stream().collect(Collectors.toMap(LinkedStory::id, LinkedStory::slug));
        Function<UUID, String> address = id -> slugs.containsKey(id) ? addresses.of(slugs.get(id), id) : null;
        return new StoryBody(
                formats.contains(BodyFormat.HTML) ? StoryLinks.inHtml(stored.apply(BodyFormat.HTML), address) : null,
                formats.contains(BodyFormat.BLOCKS)
                        ? StoryLinks.inJson(stored.apply(BodyFormat.BLOCKS), address, slugs::get)
                        : null,
                formats.contains(BodyFormat.MARKDOWN)
                        ? StoryLinks.inMarkdown(stored.apply(BodyFormat.MARKDOWN), address)
                        : null,
                formats.contains(BodyFormat.TEXT) ? stored.apply(BodyFormat.TEXT) : null);
    }
}
