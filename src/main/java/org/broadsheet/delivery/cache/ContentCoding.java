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
 * How content is compressed on its way.
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

    /** The library's default, 11, is meant for what is compressed long before anybody asks. */
    private static final int BROTLI_QUALITY = 5;

    private static final Pattern CODING =
            Pattern.compile("(?:^|,)\\s*([A-Za-z*]+)\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?(?=,|$)");

    /** Clients send the same few headers again and again; what is beyond that many is read anew each time. */
    private static final int REMEMBERED = 200;

    private static final Map<String, ContentCoding> CHOICES = new ConcurrentHashMap<>();

    private final String token;
    private final String tagSuffix;

    ContentCoding(String token, String tagSuffix) {
        this.token = token;
        this.tagSuffix = tagSuffix;
    }

    /** How it is called in headers. */
    public String token() {
        return token;
    }

    /** What sets the validator of the encoded content apart. */
    public String tagSuffix() {
        return tagSuffix;
    }

    byte[] encode(byte[] content) throws IOException {
        return content;
    }

    /** Brotli takes a library of the platform, which some platforms lack. */
    boolean isAvailable() {
        return true;
    }

    /** The content in this coding. */
    public byte[] encoded(byte[] content) {
        try {
            return encode(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The coding that the client of a request prefers. A list may come on several lines (RFC 9110, section 5.3). */
    public static ContentCoding preferred(HttpServerRequest request) {
        List<String> accepted = request.headers().getAll(HttpHeaders.ACCEPT_ENCODING);
        return accepted.isEmpty() ? IDENTITY : preferred(String.join(",", accepted));
    }

    /**
     * The coding that the client prefers; where it takes several as gladly, the one with the fewest bytes. What is
     * malformed is ignored: the client gets the encoding that every client accepts.
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
