package org.broadsheet.sync;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.broadsheet.story.StoryRepresentation;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a client does to its copy. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.StoryChange.class, name = "story"),
    @JsonSubTypes.Type(value = Change.Tombstone.class, name = "tombstone")
})
@Schema(
        name = "ChangeItem",
        description = "What to do to a copy, told apart by `type`. Clients skip types that they do not know.",
        discriminatorProperty = "type",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "story", schema = Change.StoryChange.class),
            @DiscriminatorMapping(value = "tombstone", schema = Change.Tombstone.class)
        },
        oneOf = {Change.StoryChange.class, Change.Tombstone.class})
public sealed interface Change {

    /** Of the story. */
    UUID id();

    /** The story as it is now takes the place of whatever the client has of it. */
    @Schema(
            description = "Put this story in the place of whatever there is with this id.",
            requiredProperties = {"type", "id", "story"})
    record StoryChange(UUID id, StoryRepresentation story) implements Change {}

    /** Readers no longer see it, or it is no longer among those that the client follows. */
    @Schema(
            description = "Remove whatever there is with this id: it was unpublished or deleted, or is no longer among"
                    + " those that the filters name. It may be an id that was never sent.",
            requiredProperties = {"type", "id"})
    record Tombstone(UUID id) implements Change {}
}
