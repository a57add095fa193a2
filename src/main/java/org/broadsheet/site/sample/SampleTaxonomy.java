package org.broadsheet.site.sample;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.broadsheet.content.author.AuthorFields;

/** The categories, authors, tags and collections in {@code sample/taxonomy.yaml}. */
record SampleTaxonomy(
        List<Section> categories, List<Person> authors, List<Subject> tags, List<CuratedList> collections) {

    record Section(String slug, String name, String description) {}

    record Person(String slug, String name, @JsonUnwrapped AuthorFields fields) {}

    record Subject(String slug, String name) {}

    record CuratedList(String slug, String title, String description, List<String> stories) {}
}
