package org.broadsheet.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.broadsheet.body.Block;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A body in the forms that were asked for.
 *
 * @param blocks JSON as it was kept when the story was saved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Body", description = "The body, in the forms that were asked for.")
public record StoryBody(
        @Schema(description = "Sanitised HTML; headings begin at level 2 and have ids.")
        String html,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = Block.class,
                description = "Typed blocks, for clients that lay text out themselves.")
        @JsonRawValue
        String blocks,

        @Schema(description = "CommonMark with tables and strikethrough.")
        String markdown,

        @Schema(description = "The text without any mark-up.")
        String text) {}
