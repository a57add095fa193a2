package org.broadsheet.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.broadsheet.cache.DeliveryOperations.Operation;
import org.broadsheet.http.Parameter;

/**
 * What a request asks for, in one way of the many in which it can be asked: parameters and their values sorted, each
 * once, as they are understood, without those that are the default. Only what delivery understands has such a form.
 *
 * @param key the request in that form
 * @param template the path with its parameters in braces
 */
record CanonicalRequest(String key, String template) {

    /** Longer ones are rare, and would fill the cache with keys. */
    private static final int LONGEST = 1_000;

    /** A character that is its own octet in every encoding; what else is encoded is left to others to read. */
    private static final Pattern ENCODED = Pattern.compile("%([2-7][0-9A-Fa-f])");

    /** @param target of the request, as it was sent; empty if nobody can say beforehand what it means */
    static Optional<CanonicalRequest> of(String target, DeliveryOperations operations) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        if (target.length() > LONGEST || path.indexOf('%') >= 0) {
            return Optional.empty();
        }
        return operations
                .reading(path)
                .flatMap(operation -> query(mark < 0 ? "" : target.substring(mark + 1), operation)
                        .map(query -> new CanonicalRequest(path + query, operation.template())));
    }

    private static Optional<String> query(String query, Operation operation) {
        if (query.isEmpty()) {
            return Optional.of("");
        }
        Map<String, List<String>> given = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            Optional<String> value = equals < 1 ? Optional.empty() : decoded(pair.substring(equals + 1));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            given.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(value.get());
        }
        Map<String, Parameter<?>> known =
                operation.parameters().stream().collect(Collectors.toMap(Parameter::name, parameter -> parameter));
        List<String> canonical = new ArrayList<>();
        for (Map.Entry<String, List<String>> values : given.entrySet()) {
            Parameter<?> parameter = known.get(values.getKey());
            Optional<List<String>> understood =
                    parameter == null ? Optional.empty() : parameter.canonical(values.getValue());
            if (understood.isEmpty()) {
                return Optional.empty();
            }
            understood.get().forEach(value -> canonical.add(values.getKey() + "=" + encoded(value)));
        }
        return Optional.of(canonical.isEmpty() ? "" : "?" + String.join("&", canonical));
    }

    /** So that no value looks like two. */
    private static String encoded(String value) {
        return value.replace("%", "%25").replace("&", "%26");
    }

    private static Optional<String> decoded(String value) {
        String decoded = value.indexOf('%') < 0
                ? value
                : ENCODED.matcher(value)
                        .replaceAll(octet ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(octet.group(1), 16))));
        boolean isPlain = value.indexOf('+') < 0
                && value.indexOf(';') < 0
                && StandardCharsets.US_ASCII.newEncoder().canEncode(value)
                && ENCODED.matcher(value).replaceAll("").indexOf('%') < 0;
        return isPlain ? Optional.of(decoded) : Optional.empty();
    }
}
