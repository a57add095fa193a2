package org.broadsheet.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What search engines are told where it differs from what readers are.
 *
 * @param canonicalUrl where the story first appeared, if that was elsewhere
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Seo",
        description = "What search engines are told where it differs from what readers are.",
        requiredProperties = {})
public record StorySeo(
        String title,
        String description,
        @Schema(format = "uri") String canonicalUrl) {}
