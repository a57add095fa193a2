package org.broadsheet.integration.changefeed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/** Reads an event stream as the standard says, so that an id without data counts too. */
final class EventReader {

    private EventReader() {}

    /**
     * Reads until the stream ends or breaks.
     *
     * @param take gets the id of each event, and its data, which is null where it has none
     */
    static void read(InputStream stream, BiConsumer<String, String> take) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            String id = null;
            StringBuilder data = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring("data: ".length()));
                } else if (line.isEmpty() && id != null) {
                    take.accept(id, data.isEmpty() ? null : data.toString());
                    data.setLength(0);
                }
            }
        } catch (IOException e) {
            // The connection was cut, as connections are.
        }
    }
}
