package org.broadsheet.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.broadsheet.body.Heading;

/** One row of a query for stories, read member by member; asks for no column that the selection left out. */
public final class StoryRow {

    private static final TypeReference<List<NamedReference>> REFERENCES = new TypeReference<>() {};
    private static final TypeReference<List<LinkedStory>> LINKS = new TypeReference<>() {};
    private static final TypeReference<List<Heading>> HEADINGS = new TypeReference<>() {};

    private final Tuple columns;
    private final StoryAddresses addresses;
    private final ObjectMapper json;

    StoryRow(Tuple columns, StoryAddresses addresses, ObjectMapper json) {
        this.columns = columns;
        this.addresses = addresses;
        this.json = json;
    }

    UUID id() {
        return columns.get("id", UUID.class);
    }

    public String text(String column) {
        return columns.get(column, String.class);
    }

    Integer number(String column) {
        return columns.get(column, Integer.class);
    }

    Instant time(String column) {
        return columns.get(column, Instant.class);
    }

    String url() {
        return addresses.of(text("slug"), id());
    }

    NamedReference category() {
        return new NamedReference(columns.get("category_id", UUID.class), text("category_slug"), text("category_name"));
    }

    List<NamedReference> authors() {
        return list("authors", REFERENCES);
    }

    List<NamedReference> tags() {
        return list("tags", REFERENCES);
    }

    List<LinkedStory> links() {
        return list("links", LINKS);
    }

    List<Heading> outline() {
        return list("outline", HEADINGS);
    }

    StoryImage image() {
        String url = text("image_url");
        return url == null
                ? null
                : addresses.withAddress(new StoryImage(
                        url,
                        text("image_alt"),
                        number("image_width"),
                        number("image_height"),
                        text("image_caption"),
                        text("image_credit")));
    }

    StorySeo seo() {
        StorySeo seo = new StorySeo(text("seo_title"), text("seo_description"), text("seo_canonical_url"));
        return seo.equals(new StorySeo(null, null, null)) ? null : seo;
    }

    StoryBody body(StorySelection selection) {
        return StoryBody.of(selection.bodyForms(), links(), addresses, form -> text(form.column()));
    }

    /** The place in a list that is sorted by this order. */
    String sortKey() {
        return columns.get("sort_key").toString();
    }

    private <T> List<T> list(String column, TypeReference<List<T>> type) {
        String text = text(column);
        try {
            return text == null ? List.of() : json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database answered JSON that is none", e);
        }
    }
}
