package org.broadsheet.search;

/** The orders in which search answers. */
enum SearchSort {
    RELEVANCE("relevance"),
    LATEST("-publishedAt");

    private final String token;

    SearchSort(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
