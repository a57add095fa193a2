package org.broadsheet.integration.changefeed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's copy of the stories that it follows: the bytes of each, by id, and where it goes on. */
final class Mirror {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> stories = new TreeMap<>();
    private final AtomicInteger tombstones = new AtomicInteger();
    private String since;
    private boolean more;

    synchronized Map<String, String> stories() {
        return new TreeMap<>(stories);
    }

    synchronized String since() {
        return since;
    }

    synchronized void goOnFrom(String cursor) {
        since = cursor;
    }

    int tombstones() {
        return tombstones.get();
    }

    /** Takes a page of changes; @return whether there is more at once */
    synchronized boolean takePage(String json) {
        try (JsonParser page = JSON.createParser(json)) {
            while (page.nextToken() != null) {
                if (page.currentToken() == JsonToken.START_OBJECT
                        && page.getParsingContext().getParent().inArray()) {
                    takeObject(page, json);
                } else if ("since".equals(page.currentName())) {
                    since = page.nextTextValue();
                } else if ("more".equals(page.currentName())
                        && page.currentToken().isBoolean()) {
                    more = page.getBooleanValue();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return more;
    }

    /** Takes one change. */
    synchronized void take(String json) {
        try (JsonParser change = JSON.createParser(json)) {
            change.nextToken();
            takeObject(change, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takeObject(JsonParser change, String json) throws IOException {
        String id = null;
        String story = null;
        while (change.nextToken() != JsonToken.END_OBJECT) {
            String name = change.currentName();
            change.nextToken();
            if (name.equals("id")) {
                id = change.getText();
            } else if (name.equals("story")) {
                int start = (int) change.currentTokenLocation().getCharOffset();
                change.skipChildren();
                story = json.substring(start, (int) change.currentLocation().getCharOffset());
            }
        }
        if (story == null) {
            tombstones.incrementAndGet();
            stories.remove(id);
        } else {
            stories.put(id, story);
        }
    }
}
