package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * The plain fields of a story: what an editor writes is what a revision stores and what readers get, because these
 * fields refer to nothing else. In JSON and in the live table, each is a member of its own. All but the last two are
 * null if the editor has not set them.
 *
 * @param showInRelated whether other stories may show it as a related story; true by default
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlainFields(
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "A line above the title, such as a topic or a place.", examples = "Semiconductors")
        String kicker,

        @Size(max = 300, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "What a token costs")
        String title,

        @Size(max = 300, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "A line below the title.", examples = "And who pays for it")
        String subtitle,

        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "The lede, which cards show.")
        String excerpt,

        @Valid ContentImage image,

        @Valid StorySeo seo,

        @Schema(description = "Whether it may be a related story of others. Default: true.")
        Boolean showInRelated,

        @Size(max = 50, message = "accepts at most {max}")
        @Schema(
                description = "What readers are told about changes of the story, in the order in which they are shown."
                        + " Publishing new ones sends the event `story.corrected`.")
        @JdbcTypeCode(SqlTypes.JSON)
        List<@NotNull(message = "accepts an object") @Valid StoryCorrection> corrections) {

    public PlainFields {
        kicker = stripped(kicker);
        title = stripped(title);
        subtitle = stripped(subtitle);
        excerpt = stripped(excerpt);
        seo = StorySeo.NONE.equals(seo) ? null : seo;
        showInRelated = Objects.requireNonNullElse(showInRelated, true);
        corrections = Objects.requireNonNullElse(corrections, List.of());
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
