package org.broadsheet.editorial;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.broadsheet.http.Slug;
import org.broadsheet.story.Story;
import org.broadsheet.story.StoryAddresses;
import org.broadsheet.story.StorySlug;

/** Finds the stories that another story names: pinned ones, and those that its body links to. */
@ApplicationScoped
class StoryReferences {

    private final StoryAddresses addresses;

    StoryReferences(StoryAddresses addresses) {
        this.addresses = addresses;
    }

    /** The story with that id, or with that slug now or before, whatever its status. */
    Optional<UUID> storyNamed(String slugOrId) {
        return Slug.id(slugOrId)
                .map(id -> Story.<Story>findByIdOptional(id).map(story -> story.id))
                .orElseGet(() -> StorySlug.<StorySlug>findByIdOptional(slugOrId).map(slug -> slug.storyId));
    }

    /** The story that a link in a body leads to, if it is one of this site. */
    Optional<UUID> storyAt(String href) {
        return addresses.storyIn(href).flatMap(this::storyNamed);
    }
}
