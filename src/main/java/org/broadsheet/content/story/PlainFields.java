package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The plain fields of a story: what an editor writes is what a revision stores and what readers get, because these
 * fields refer to nothing else. In JSON and in the live table, each is a member of its own. All but the last are null
 * if the editor has not set them.
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
        Boolean showInRelated) {

    public PlainFields {
        kicker = stripped(kicker);
        title = stripped(title);
        subtitle = stripped(subtitle);
        excerpt = stripped(excerpt);
        seo = StorySeo.NONE.equals(seo) ? null : seo;
        showInRelated = Objects.requireNonNullElse(showInRelated, true);
    }

    private static String stripped(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
