package org.broadsheet.content.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.broadsheet.platform.address.PublicUrl;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The image of a story, an author, a category or a tag, stored as an address.
 *
 * @param alt description for readers who do not see the image
 * @param width pixels
 * @param height pixels
 */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "ContentImage",
        description = "An image, with a description of it.",
        requiredProperties = {"url", "alt"})
public record ContentImage(
        @NotNull(message = "is required")
        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(
                regexp = TextPattern.ADDRESS_OR_PATH,
                message = "accepts an address that begins with https://, http:// or /")
        @Schema(format = "uri-reference", examples = "https://images.example/cooling-towers.jpg")
        @Column(name = "image_url")
        String url,

        @NotNull(message = "is required")
        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(
                description = "Describes the image for readers who cannot see it.",
                examples = "Two cooling towers at dusk")
        @Column(name = "image_alt")
        String alt,

        @Min(value = 1, message = "accepts a whole number from 1 to 100000")
        @Max(value = 100_000, message = "accepts a whole number from 1 to 100000")
        @Schema(description = "Pixels.", examples = "1200")
        @Column(name = "image_width")
        Integer width,

        @Min(value = 1, message = "accepts a whole number from 1 to 100000")
        @Max(value = 100_000, message = "accepts a whole number from 1 to 100000")
        @Schema(description = "Pixels.", examples = "675")
        @Column(name = "image_height")
        Integer height,

        @Size(max = 1000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(examples = "The towers of the old power station")
        @Column(name = "image_caption")
        String caption,

        @Size(max = 300, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(examples = "Illustration: Broadsheet")
        @Column(name = "image_credit")
        String credit) {

    /** Returns the image with its public URL: images on this server are stored by path. */
    public ContentImage withAddress(PublicUrl publicUrl) {
        return url.startsWith("/")
                ? new ContentImage(publicUrl.value() + url, alt, width, height, caption, credit)
                : this;
    }
}
