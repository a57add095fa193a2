package org.broadsheet.content.taxonomy;

import org.broadsheet.content.image.ContentImage;
import org.broadsheet.platform.address.PublicUrl;

/**
 * The plain fields of a kind of entries: what an editor writes is what the table stores and what readers get. The
 * implementation is an embeddable record, and each of its components is a column and a member in JSON.
 *
 * @param <F> the record
 */
public interface EntryFields<F extends EntryFields<F>> {

    /** Returns the image; null if there is none. */
    ContentImage image();

    /** Returns the same fields with another image. */
    F withImage(ContentImage other);

    /** Returns the fields as readers get them: the image has its public URL. */
    default F delivered() {
        return withImage(image() == null ? null : image().withAddress(PublicUrl.configured()));
    }
}
