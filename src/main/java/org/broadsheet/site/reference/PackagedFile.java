package org.broadsheet.site.reference;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.broadsheet.delivery.cache.ContentCoding;
import org.broadsheet.delivery.cache.Validators;

/**
 * A text file of the program, with a strong validator and compressed as the client prefers. The file is read at its
 * first request, and its requested encodings are cached: the API reference is megabytes that most nodes never send.
 */
public final class PackagedFile {

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "md", "text/markdown; charset=utf-8",
            "yaml", "application/yaml");

    private static final int DIGEST_LENGTH = 16;

    private final Supplier<byte[]> content;
    private final String mediaType;
    private volatile String digest;
    private final Map<ContentCoding, Buffer> encodings = new ConcurrentHashMap<>();

    private PackagedFile(Supplier<byte[]> content, String mediaType) {
        this.content = content;
        this.mediaType = mediaType;
    }

    /**
     * @param resource path in the class path; its extension determines the media type
     * @throws IllegalArgumentException if there is no such file
     */
    public static PackagedFile read(String resource) {
        ClassLoader program = Thread.currentThread().getContextClassLoader();
        if (program.getResource(resource) == null) {
            throw new IllegalArgumentException("The program has no file " + resource);
        }
        String ending = resource.substring(resource.lastIndexOf('.') + 1);
        return new PackagedFile(() -> bytes(program, resource), MEDIA_TYPES.get(ending.toLowerCase(Locale.ROOT)));
    }

    private static byte[] bytes(ClassLoader program, String resource) {
        try (InputStream file = program.getResourceAsStream(resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the same file with every occurrence of a text replaced. */
    public PackagedFile replacing(String text, String by) {
        return changed(whole -> whole.replace(text, by));
    }

    /** Returns the result of a function on this file, which runs at the first request. */
    PackagedFile changed(UnaryOperator<String> change) {
        return new PackagedFile(() -> change.apply(text()).getBytes(StandardCharsets.UTF_8), mediaType);
    }

    String text() {
        return new String(content.get(), StandardCharsets.UTF_8);
    }

    /** Returns a digest that changes with the content. */
    public String digest() {
        if (digest == null) {
            digest = digest(content.get());
        }
        return digest;
    }

    /**
     * Responds to GET and HEAD, with 304 where the client has the file.
     *
     * @param cacheControl value of the header
     */
    public void send(RoutingContext context, String cacheControl) {
        ContentCoding coding = ContentCoding.preferred(context.request());
        String tag = "\"" + digest() + coding.tagSuffix() + "\"";
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, cacheControl)
                .putHeader("X-Content-Type-Options", "nosniff");
        response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (Validators.of(context.request()).match(tag)) {
            response.setStatusCode(304).end();
            return;
        }
        Buffer encoded = encodings.computeIfAbsent(coding, any -> Buffer.buffer(any.encoded(content.get())));
        response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        if (coding != ContentCoding.IDENTITY) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, coding.token());
        }
        if (context.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(encoded.length()))
                    .end();
        } else {
            response.end(encoded);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(whole).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
