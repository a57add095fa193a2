package org.broadsheet.content.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.EntryInput;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category as an editor submits it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A category as written by an editor.",
        requiredProperties = {"name"})
public record CategoryInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Identifies it in URLs. It cannot look like a UUID. Generated from the name if absent.",
                examples = "industry")
        String slug,

        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Industry")
        String name,

        @Valid @JsonUnwrapped DescriptiveFields fields,

        @Min(value = 0, message = "accepts a whole number of 0 or more")
        @Schema(
                description = "Its position among the others, which are renumbered. The last position if absent.",
                examples = "0")
        Integer position)
        implements EntryInput {}
