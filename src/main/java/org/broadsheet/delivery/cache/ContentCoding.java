package org.broadsheet.delivery.cache;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * A content coding, which compresses the content of a response.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, section 8.4.1</a>
 */
public enum ContentCoding {
    IDENTITY("identity", ""),
    GZIP("gzip", "-gzip") {
        @Override
        byte[] encode(byte[] content) throws IOException {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream(content.length / 2);
            try (GZIPOutputStream gzip = new GZIPOutputStream(encoded)) {
                gzip.write(content);
            }
            return encoded.toByteArray();
        }
    },
    /** RFC 7932. */
    BROTLI("br", "-br") {
        @Override
        byte[] encode(byte[] content) throws IOException {
            return Encoder.compress(content, new Encoder.Parameters().setQuality(BROTLI_QUALITY));
        }

        @Override
        boolean isAvailable() {
            return Brotli4jLoader.isAvailable();
        }
    };

    /** Fast enough for a request that waits; the library's default, 11, is meant for content that is compressed in advance. */
    private static final int BROTLI_QUALITY = 5;

    private static final Pattern CODING =
            Pattern.compile("(?:^|,)\\s*([A-Za-z*]+)\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?(?=,|$)");

    /** The number of header values whose choice is cached. Most clients send the same few values. */
    private static final int REMEMBERED = 200;

    private static final Map<String, ContentCoding> CHOICES = new ConcurrentHashMap<>();

    private final String token;
    private final String tagSuffix;

    ContentCoding(String token, String tagSuffix) {
        this.token = token;
        this.tagSuffix = tagSuffix;
    }

    /** Returns the name in headers. */
    public String token() {
        return token;
    }

    /** Returns the end of the ETag of content in this coding. */
    public String tagSuffix() {
        return tagSuffix;
    }

    byte[] encode(byte[] content) throws IOException {
        return content;
    }

    /** Checks whether this platform has the coding; Brotli needs a native library. */
    boolean isAvailable() {
        return true;
    }

    /** Returns content in this coding. */
    public byte[] encoded(byte[] content) {
        try {
            return encode(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the coding that a client prefers. A list may be split over several headers (RFC 9110, section 5.3). */
    public static ContentCoding preferred(HttpServerRequest request) {
        List<String> accepted = request.headers().getAll(HttpHeaders.ACCEPT_ENCODING);
        return accepted.isEmpty() ? IDENTITY : preferred(String.join(",", accepted));
    }

    /**
     * Returns the coding that a client prefers. Of several with the same quality, it returns the one with the fewest bytes.
     * Malformed parts are ignored, because every client accepts content without a coding.
     *
     * @param accepted value of {@code Accept-Encoding}
     */
    static ContentCoding preferred(String accepted) {
        ContentCoding known = CHOICES.get(accepted);
        if (known != null) {
            return known;
        }
        ContentCoding choice = choose(accepted);
        if (CHOICES.size() < REMEMBERED) {
            CHOICES.put(accepted, choice);
        }
        return choice;
    }

    private static ContentCoding choose(String accepted) {
        Map<String, Double> qualities = new HashMap<>();
        Matcher coding = CODING.matcher(accepted);
        while (coding.find()) {
            qualities.put(
                    coding.group(1).toLowerCase(Locale.ROOT),
                    coding.group(2) == null ? 1 : Double.parseDouble(coding.group(2)));
        }
        double others = qualities.getOrDefault("*", 0.0);
        ContentCoding best = IDENTITY;
        double most = qualities.getOrDefault(IDENTITY.token, 0.0);
        for (ContentCoding candidate : new ContentCoding[] {GZIP, BROTLI}) {
            double quality = qualities.getOrDefault(candidate.token, others);
            if (quality > 0 && quality >= most && candidate.isAvailable()) {
                best = candidate;
                most = quality;
            }
        }
        return best;
    }
}
