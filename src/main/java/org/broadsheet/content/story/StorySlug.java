package org.broadsheet.content.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A current or former slug of a story; no other story can ever get it. */
@Entity
public class StorySlug extends PanacheEntityBase {

    @Id
    public String slug;

    public UUID storyId;

    /** Whether the story has been live under this slug. */
    public boolean wasLive;
}
