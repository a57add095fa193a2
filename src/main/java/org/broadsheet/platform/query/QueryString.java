package org.broadsheet.platform.query;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a query. The cache and the resources only read queries by this class, so that no request has two
 * meanings: pairs are separated by {@code &}, a {@code +} is a space, and everything is percent-encoded UTF-8.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">application/x-www-form-urlencoded</a>
 * @param values by name; the values of each name in their order
 * @param malformed names of parameters that are not percent-encoded UTF-8, in their names or in one of their values
 */
record QueryString(Map<String, List<String>> values, Set<String> malformed) {

    /** @param raw as it was sent; null if there was none */
    static QueryString parse(String raw) {
        QueryString query = new QueryString(new TreeMap<>(), new TreeSet<>());
        if (raw != null) {
            for (String pair : raw.split("&")) {
                if (!pair.isEmpty()) {
                    query.add(pair);
                }
            }
        }
        return query;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String rawName = equals < 0 ? pair : pair.substring(0, equals);
        Optional<String> name = decoded(rawName);
        Optional<String> value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
        if (name.isEmpty() || value.isEmpty()) {
            malformed.add(name.orElse(rawName));
        } else {
            values.computeIfAbsent(name.get(), missing -> new ArrayList<>()).add(value.get());
        }
    }

    /** @return empty if the text is not UTF-8, has a percent sign without two digits, or has unencoded characters */
    private static Optional<String> decoded(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                if (i + 2 >= text.length()
                        || !HexFormat.isHexDigit(text.charAt(i + 1))
                        || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                    return Optional.empty();
                }
                octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (character < 0x80) {
                octets.write(character == '+' ? ' ' : character);
            } else {
                return Optional.empty();
            }
        }
        try {
            // Unlike the constructor of String, a new decoder reports malformed input.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
