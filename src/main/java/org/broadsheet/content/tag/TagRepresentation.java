package org.broadsheet.content.tag;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.FieldsColumn;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tag as readers see it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Tag",
        description = "A subject that stories have in common.",
        requiredProperties = {"id", "slug", "name", "storyCount"})
public record TagRepresentation(
        UUID id,
        @Schema(examples = "memory") String slug,
        @Schema(examples = "Memory") String name,

        @JsonUnwrapped DescriptiveFields fields,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount) {

    /**
     * A row of the list.
     *
     * @param fields JSON
     */
    record Row(UUID id, String slug, String name, String sortKey, String fields, long storyCount)
            implements KeysetQuery.Row {

        TagRepresentation represent(FieldsColumn<DescriptiveFields> column) {
            return new TagRepresentation(id, slug, name, column.read(fields), storyCount);
        }
    }

    /** A tag in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialTag",
            description = "A tag as editors see it.",
            requiredProperties = {"id", "slug", "name", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "memory") String slug,
            @Schema(examples = "Memory") String name,
            @JsonUnwrapped DescriptiveFields fields,
            Instant createdAt,
            Instant updatedAt) {}
}
