package org.broadsheet.story;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The picture that stands for a story; kept by its address.
 *
 * @param alt what is on it, for those who do not see it
 * @param width pixels
 * @param height pixels
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Image",
        description = "The picture that stands for a story.",
        requiredProperties = {"url", "alt"})
public record StoryImage(
        @Schema(format = "uri-reference", examples = "https://images.example/cooling-towers.jpg")
        String url,

        @Schema(
                description = "What is on the picture, for those who do not see it.",
                examples = "Two cooling towers at dusk")
        String alt,

        @Schema(description = "Pixels.", minimum = "1", examples = "1200")
        Integer width,

        @Schema(description = "Pixels.", minimum = "1", examples = "675")
        Integer height,

        @Schema(examples = "The towers of the old power station")
        String caption,

        @Schema(examples = "Illustration: Broadsheet") String credit) {}
