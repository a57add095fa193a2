package org.broadsheet.content.author;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.content.taxonomy.FieldsColumn;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An author as readers see it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Author",
        description = "An author of stories.",
        requiredProperties = {"id", "slug", "name", "links", "storyCount"})
public record AuthorRepresentation(
        UUID id,
        @Schema(examples = "zoe-lindqvist") String slug,
        @Schema(examples = "Zoë Lindqvist") String name,

        @JsonUnwrapped AuthorFields fields,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount) {

    /**
     * A row of the list.
     *
     * @param fields JSON
     */
    record Row(UUID id, String slug, String name, String sortKey, String fields, long storyCount)
            implements KeysetQuery.Row {

        AuthorRepresentation represent(FieldsColumn<AuthorFields> column) {
            return new AuthorRepresentation(id, slug, name, column.read(fields), storyCount);
        }
    }

    /** An author in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialAuthor",
            description = "An author as editors see it.",
            requiredProperties = {"id", "slug", "name", "links", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "zoe-lindqvist") String slug,
            @Schema(examples = "Zoë Lindqvist") String name,
            @JsonUnwrapped AuthorFields fields,
            Instant createdAt,
            Instant updatedAt) {}
}
