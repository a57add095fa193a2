package org.broadsheet.content.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.EntryInput;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tag as an editor submits it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "A tag as written by an editor.",
        requiredProperties = {"name"})
public record TagInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Identifies it in URLs. It cannot look like a UUID. Generated from the name if absent.",
                examples = "memory")
        String slug,

        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "Unique, ignoring case and Unicode normal form.", examples = "Memory")
        String name,

        @Valid @JsonUnwrapped DescriptiveFields fields)
        implements EntryInput {}
