package org.broadsheet.story;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A slug that a story has or had; no other story ever gets it. */
@Entity
public class StorySlug extends PanacheEntityBase {

    @Id
    public String slug;

    public UUID storyId;

    /** Whether readers have seen the story under it. */
    public boolean wasLive;
}
