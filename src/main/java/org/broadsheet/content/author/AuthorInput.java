package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.content.taxonomy.EntryInput;
import org.broadsheet.platform.naming.Slug;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An author as an editor submits it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description = "An author as written by an editor.",
        requiredProperties = {"name"})
public record AuthorInput(
        @Pattern(regexp = TextPattern.SLUG, message = "accepts a slug such as two-words")
        @Size(max = Slug.MAX_LENGTH, message = "accepts at most {max} characters")
        @Schema(
                description = "Identifies it in URLs. It cannot look like a UUID. Generated from the name if absent.",
                examples = "zoe-lindqvist")
        String slug,

        @NotBlank(message = "is required")
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(examples = "Zoë Lindqvist")
        String name,

        @Valid @JsonUnwrapped AuthorFields fields)
        implements EntryInput {}
