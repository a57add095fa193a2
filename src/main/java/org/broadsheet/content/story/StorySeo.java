package org.broadsheet.content.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Values for search engines that differ from those for readers.
 *
 * @param canonicalUrl where the story first appeared, if that was elsewhere
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "StorySeo",
        description = "Values for search engines, where they differ from those for readers.",
        requiredProperties = {})
public record StorySeo(
        @Size(max = 300, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Column(name = "seo_title")
        String title,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Column(name = "seo_description")
        String description,

        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.ADDRESS, message = "accepts an address that begins with https:// or http://")
        @Schema(format = "uri")
        @Column(name = "seo_canonical_url")
        String canonicalUrl) {

    /** No differing values. */
    static final StorySeo NONE = new StorySeo(null, null, null);
}
