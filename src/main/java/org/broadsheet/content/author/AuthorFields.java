package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.Embeddable;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.broadsheet.content.image.ContentImage;
import org.broadsheet.content.taxonomy.EntryFields;
import org.broadsheet.platform.text.TextPattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The plain fields of an author. All but the links are null if the editor has not set them. */
@Embeddable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuthorFields(
        @Size(max = 120, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINE, message = "accepts one line of text")
        @Schema(description = "The author's position.", examples = "Senior reporter")
        String jobTitle,

        @Size(max = 2000, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.LINES, message = "accepts text without control characters")
        @Schema(description = "A sentence or two about the author.", examples = "Writes about chips.")
        String bio,

        @Valid ContentImage image,

        @Size(max = 254, message = "accepts at most {max} characters")
        @Pattern(regexp = TextPattern.EMAIL, message = "accepts an e-mail address")
        @Schema(description = "An e-mail address that readers see.", examples = "zoe@news.example")
        String email,

        @Size(max = 20, message = "accepts at most {max}")
        @Schema(description = "Pages of the author elsewhere, in the editor's order.")
        @JdbcTypeCode(SqlTypes.JSON)
        List<@NotNull(message = "accepts an object") @Valid AuthorLink> links)
        implements EntryFields<AuthorFields> {

    /** No fields. */
    public static final AuthorFields NONE = new AuthorFields(null, null, null, null, null);

    public AuthorFields {
        links = Objects.requireNonNullElse(links, List.of());
    }

    @Override
    public AuthorFields withImage(ContentImage other) {
        return new AuthorFields(jobTitle, bio, other, email, links);
    }
}
