package org.broadsheet.integration.changefeed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.broadsheet.content.story.StoryRepresentation;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A change that a client applies to its copy. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.StoryChange.class, name = "story"),
    @JsonSubTypes.Type(value = Change.Tombstone.class, name = "tombstone")
})
@Schema(
        name = "ChangeItem",
        description = "A change to apply to a copy, discriminated by `type`. Clients must skip unknown types.",
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "story", schema = Change.StoryChange.class),
            @DiscriminatorMapping(value = "tombstone", schema = Change.Tombstone.class)
        },
        oneOf = {Change.StoryChange.class, Change.Tombstone.class})
public sealed interface Change {

    /** Returns the story's id. */
    UUID id();

    /** The current state of a story, which replaces the client's copy. */
    @Schema(
            description = "Insert the story, or replace the one with this id.",
            requiredProperties = {"type", "id", "story"})
    record StoryChange(UUID id, StoryRepresentation story) implements Change {}

    /** The story is no longer live, or no longer matches the client's filter. */
    @Schema(
            description = "Remove the item with this id, if present: it was unpublished or deleted, or no longer"
                    + " matches the filters. The id may never have been sent before.",
            requiredProperties = {"type", "id"})
    record Tombstone(UUID id) implements Change {}
}
