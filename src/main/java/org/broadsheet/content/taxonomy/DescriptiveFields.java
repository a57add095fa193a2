package org.broadsheet.content.taxonomy;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The plain fields of a category and of a tag. All are null if the editor has not set them. */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DescriptiveFields(
        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "Describes it to readers.", examples = "Who makes what, and who pays for it.")
        String description,

        @Valid ContentImage image)
        implements EntryFields<DescriptiveFields> {

    /** No fields. */
    public static final DescriptiveFields NONE = new DescriptiveFields(null, null);

    @Override
    public DescriptiveFields withImage(ContentImage other) {
        return new DescriptiveFields(description, other);
    }
}
