package org.broadsheet.content.story;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.broadsheet.changelog.TaxonomyKind;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * The ids of the entries to which a story refers. In JSON, each kind is a member of its own.
 *
 * @param category null if the editor has not set it
 * @param authors in the order of the byline
 * @param tags in the editor's order
 */
@Embeddable
public record StoryTaxonomy(
        @Column(name = "category_id") UUID category,

        @Column(name = "author_ids") @JdbcTypeCode(SqlTypes.ARRAY)
        List<UUID> authors,

        @Column(name = "tag_ids") @JdbcTypeCode(SqlTypes.ARRAY)
        List<UUID> tags) {

    /** No references. */
    public static final StoryTaxonomy NONE = of(kind -> List.of());

    public StoryTaxonomy {
        authors = Objects.requireNonNullElse(authors, List.of());
        tags = Objects.requireNonNullElse(tags, List.of());
    }

    /** Creates it from the ids of each kind. */
    public static StoryTaxonomy of(Function<TaxonomyKind, List<UUID>> ids) {
        return new StoryTaxonomy(
                ids.apply(TaxonomyKind.CATEGORY).stream().findFirst().orElse(null),
                ids.apply(TaxonomyKind.AUTHOR),
                ids.apply(TaxonomyKind.TAG));
    }

    /** Returns the ids of a kind; at most one of a category. */
    public List<UUID> ids(TaxonomyKind kind) {
        return switch (kind) {
            case CATEGORY -> category == null ? List.of() : List.of(category);
            case AUTHOR -> authors;
            case TAG -> tags;
            case COLLECTION -> List.of();
        };
    }
}
