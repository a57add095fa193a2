package org.broadsheet.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.broadsheet.body.Block;
import org.broadsheet.body.StoryLinks;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body in the forms that were asked for.
 *
 * @param blocks JSON as it was kept when the story was saved
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
     * The forms asked for, with links to live stories leading to their addresses.
     *
     * @param links the live stories that the body links to
     * @param kept a form as it is kept
     */
    static StoryBody of(
            Set<BodyFormat> forms,
            List<LinkedStory> links,
            StoryAddresses addresses,
            Function<BodyFormat, String> kept) {
        Map<UUID, String> live =
                links.stream().collect(Collectors.toMap(LinkedStory::id, link -> addresses.of(link.slug(), link.id())));
        Function<UUID, String> address = live::get;
        return new StoryBody(
                forms.contains(BodyFormat.HTML) ? StoryLinks.inHtml(kept.apply(BodyFormat.HTML), address) : null,
                forms.contains(BodyFormat.BLOCKS) ? StoryLinks.inJson(kept.apply(BodyFormat.BLOCKS), address) : null,
                forms.contains(BodyFormat.MARKDOWN)
                        ? StoryLinks.inMarkdown(kept.apply(BodyFormat.MARKDOWN), address)
                        : null,
                forms.contains(BodyFormat.TEXT) ? kept.apply(BodyFormat.TEXT) : null);
    }
}
