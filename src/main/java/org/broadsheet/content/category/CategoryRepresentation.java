package org.broadsheet.content.category;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.UUID;
import org.broadsheet.content.taxonomy.DescriptiveFields;
import org.broadsheet.content.taxonomy.FieldsColumn;
import org.broadsheet.platform.paging.KeysetQuery;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A category as readers see it.
 *
 * @param fields unwrapped in JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Category",
        description = "A section of the site.",
        requiredProperties = {"id", "slug", "name", "position", "storyCount"})
public record CategoryRepresentation(
        UUID id,
        @Schema(examples = "industry") String slug,
        @Schema(examples = "Industry") String name,

        @JsonUnwrapped DescriptiveFields fields,

        @Schema(description = "The category's position among the others, from 0.", examples = "0")
        int position,

        @Schema(description = "Number of its live stories.", minimum = "0", examples = "6")
        long storyCount) {

    /**
     * A row of the list.
     *
     * @param fields JSON
     */
    record Row(UUID id, String slug, String name, String fields, int position, long storyCount)
            implements KeysetQuery.Row {

        @Override
        public Integer sortKey() {
            return position;
        }

        CategoryRepresentation represent(FieldsColumn<DescriptiveFields> column) {
            return new CategoryRepresentation(id, slug, name, column.read(fields), position, storyCount);
        }
    }

    /** A category in the editorial API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            name = "EditorialCategory",
            description = "A category as editors see it.",
            requiredProperties = {"id", "slug", "name", "position", "createdAt", "updatedAt"})
    public record Editorial(
            UUID id,
            @Schema(examples = "industry") String slug,
            @Schema(examples = "Industry") String name,
            @JsonUnwrapped DescriptiveFields fields,

            @Schema(description = "Its position among the others, from 0.")
            int position,

            Instant createdAt,
            Instant updatedAt) {}
}
