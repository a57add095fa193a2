package org.broadsheet.content.story;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.body.Heading;
import org.broadsheet.content.image.ContentImage;

/** The values that the representations of a story consist of, of a live story or of a draft. */
interface StoryValues {

    UUID id();

    String slug();

    String url();

    /** Returns a plain field that is text. */
    String text(StoryField plain);

    NamedReference category();

    /** Returns the entries of a kind of which a story has several. */
    List<NamedReference> entries(TaxonomyKind kind);

    ContentImage image();

    String language();

    Instant publishedAt();

    Instant updatedAt();

    Integer readingMinutes();

    StoryBody body(StorySelection selection);

    List<Heading> outline();

    Integer wordCount();

    /** Returns the live stories that the body links to. */
    List<LinkedStory> links();

    /** Returns what readers are told about changes of the story. */
    List<StoryCorrection> corrections();

    StorySeo seo();

    /** Returns the collections that have the live story. */
    List<CollectionOfStory> collections();
}
