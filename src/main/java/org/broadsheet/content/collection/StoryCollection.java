package org.broadsheet.content.collection;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.broadsheet.content.taxonomy.OrderedEntry;
import org.hibernate.annotations.BatchSize;

/** A curated list of stories in an editor's order: a front page, a package. */
@Entity
@Table(name = "collection")
public class StoryCollection extends OrderedEntry {

    public String title;

    public String description;

    /** The ids of the stories; those that are not live are hidden. */
    @ElementCollection
    @BatchSize(size = 100)
    @CollectionTable(name = "collection_story", joinColumns = @JoinColumn(name = "collection_id"))
    @OrderColumn(name = "position")
    @Column(name = "story_id")
    public List<UUID> stories = new ArrayList<>();
}
