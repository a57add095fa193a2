package org.broadsheet.delivery.cache;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/** A response of delivery as bytes, in each encoding that a client has requested. */
final class StoredResponse {

    /** Content with fewer bytes is not compressed, because compression would cost more than it saves. */
    private static final int WORTH_COMPRESSING = 860;

    /**
     * The bytes that a response takes besides its compressed content, headers and groups, on a JVM with compressed
     * references. This and the next three were measured.
     */
    private static final int OVERHEAD = 1_000;

    /** The bytes of a compressed encoding besides its content: its validator and its buffer. */
    private static final int ENCODING = 600;

    /** The bytes of a header besides its value. */
    private static final int HEADER = 120;

    private static final int GROUP = 80;

    static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
    static final CharSequence AGE = HttpHeaders.createOptimized("Age");
    static final CharSequence ZERO = HttpHeaders.createOptimized("0");

    private static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
    private static final CharSequence LAST_MODIFIED = HttpHeaders.createOptimized("Last-Modified");

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final Origin origin;
    private final List<Header> always;
    private final List<Header> withContent;
    private final String digest;
    private final Map<ContentCoding, CompletableFuture<EncodedContent>> encodings = new ConcurrentHashMap<>();
    private final EncodedContent identity;
    private volatile long currentAt;

    /**
     * How a response was computed.
     *
     * @param groups names of the cache groups that it depends on
     * @param at the time, by the clock of {@link Evictions}, before anything was read for it
     * @param template of the path of the request
     * @param modified null if it has no date
     * @param expires when it expires, by {@link System#nanoTime}
     */
    record Origin(List<String> groups, long at, String template, LastModified modified, long expires) {}

    /**
     * A header whose name and value are encoded once.
     *
     * @param name by {@link HttpHeaders#createOptimized}, once for all responses
     */
    record Header(CharSequence name, CharSequence value) {

        static Header of(CharSequence name, String value) {
            return new Header(name, HttpHeaders.createOptimized(value));
        }
    }

    /** The response to one client: the whole response, or 304. */
    final class Selected implements CachedResponse {

        private final int status;
        private final EncodedContent encoded;

        private Selected(int status, EncodedContent encoded) {
            this.status = status;
            this.encoded = encoded;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public String template() {
            return origin.template();
        }

        @Override
        public ByteBuf content() {
            EncodedContent content = encoded();
            return content == null ? null : content.toWrite();
        }

        /** Returns null if the response has no content. */
        EncodedContent encoded() {
            return status == NOT_MODIFIED || encoded.length() == 0 ? null : encoded;
        }

        @Override
        public void headers(BiConsumer<CharSequence, CharSequence> put) {
            own(put);
            put.accept(AGE, ZERO);
            put.accept(CACHE_STATUS, HIT);
        }

        /** Adds the headers of the response itself, without those that say whether it was cached. */
        void own(BiConsumer<CharSequence, CharSequence> put) {
            always.forEach(header -> put.accept(header.name(), header.value()));
            if (isOk()) {
                put.accept(ETAG, encoded.tag());
                if (origin.modified() != null) {
                    put.accept(LAST_MODIFIED, origin.modified().value());
                }
            }
            if (status == NOT_MODIFIED) {
                return;
            }
            withContent.forEach(header -> put.accept(header.name(), header.value()));
            if (encoded.coding() != ContentCoding.IDENTITY) {
                put.accept(HttpHeaders.CONTENT_ENCODING, encoded.coding().token());
            }
        }
    }

    /**
     * @param content may be empty
     * @param always headers of every response
     * @param withContent headers that a 304 does not have
     */
    StoredResponse(int status, byte[] content, List<Header> always, List<Header> withContent, Origin origin) {
        this.status = status;
        this.origin = origin;
        this.currentAt = origin.at();
        this.always = List.copyOf(always);
        this.withContent = List.copyOf(withContent);
        this.digest = digest(content, origin.groups());
        this.identity = encode(ContentCoding.IDENTITY, content);
    }

    /** Checks whether the response has not expired, and nothing that it depends on has changed since it was computed. */
    boolean isCurrent(Evictions evictions) {
        long now = evictions.now();
        if (currentAt != now) {
            if (evictions.anySince(origin.at(), origin.groups())) {
                return false;
            }
            currentAt = now;
        }
        return origin.expires() == Long.MAX_VALUE || System.nanoTime() < origin.expires();
    }

    boolean isOk() {
        return status == OK;
    }

    /** Returns the path of the request, with its parameters in braces. */
    String template() {
        return origin.template();
    }

    /** Returns the approximate size in bytes. The headers that it always has are the same objects in all responses. */
    int weight() {
        int compressed = encodings.keySet().stream()
                .map(this::existing)
                .filter(Objects::nonNull)
                .mapToInt(encoded -> ENCODING + encoded.length())
                .sum();
        // The framework's filter takes the values as text, which they then hold besides their bytes.
        int headers = withContent.stream()
                .mapToInt(header -> HEADER + 2 * header.value().length())
                .sum();
        return OVERHEAD
                + identity.length()
                + compressed
                + headers
                + origin.groups().size() * GROUP;
    }

    /** Checks whether the content exists in an encoding. */
    boolean has(ContentCoding coding) {
        return existing(coding) != null;
    }

    /** Returns null if the content has not been compressed. */
    private EncodedContent existing(ContentCoding coding) {
        if (!isWorth(coding)) {
            return identity;
        }
        CompletableFuture<EncodedContent> encoding = encodings.get(coding);
        return encoding == null || !encoding.isDone() || encoding.isCompletedExceptionally() ? null : encoding.join();
    }

    private boolean isWorth(ContentCoding coding) {
        return coding != ContentCoding.IDENTITY && isOk() && identity.length() >= WORTH_COMPRESSING;
    }

    /**
     * Compresses the content, once for all concurrent requests. Large content takes a tenth of a second.
     *
     * @param executor runs the compression, unless it has begun already
     * @return completes when the content exists in the encoding
     */
    CompletableFuture<?> compress(ContentCoding coding, Executor executor) {
        if (!isWorth(coding)) {
            return CompletableFuture.completedFuture(identity);
        }
        CompletableFuture<EncodedContent> own = new CompletableFuture<>();
        CompletableFuture<EncodedContent> first = encodings.putIfAbsent(coding, own);
        if (first != null) {
            return first;
        }
        try {
            executor.execute(() -> complete(coding, own));
        } catch (RuntimeException | Error e) {
            // Later requests must not wait for a compression that no thread runs.
            fail(coding, own, e);
        }
        return own;
    }

    private void complete(ContentCoding coding, CompletableFuture<EncodedContent> own) {
        try {
            own.complete(encode(coding, coding.encoded(identity.bytes())));
        } catch (RuntimeException | Error e) {
            fail(coding, own, e);
        }
    }

    private void fail(ContentCoding coding, CompletableFuture<EncodedContent> own, Throwable failure) {
        encodings.remove(coding, own);
        own.completeExceptionally(failure);
    }

    private EncodedContent encode(ContentCoding coding, byte[] content) {
        return new EncodedContent(
                coding, HttpHeaders.createOptimized("\"" + digest + coding.tagSuffix() + "\""), content);
    }

    /**
     * Returns the response to one client.
     *
     * @param coding the encoding that the client prefers, in which the content must exist
     */
    Selected to(ContentCoding coding, Validators validators) {
        EncodedContent encoded = existing(coding);
        boolean clientHasIt = isOk() && validators.match(encoded.tag().toString(), origin.modified());
        return new Selected(clientHasIt ? NOT_MODIFIED : status, encoded);
    }

    /**
     * Checks whether a client can have the response.
     *
     * @param coding the encoding that the client prefers, in which the content must exist
     * @return a 412, with the ETag of the response, if a precondition does not hold
     */
    Optional<ProblemException> unmet(Preconditions preconditions, ContentCoding coding) {
        String tag = existing(coding).tag().toString();
        return !isOk() || preconditions.hold(tag, origin.modified())
                ? Optional.empty()
                : Optional.of(ProblemException.of(
                                ProblemType.PRECONDITION_FAILED,
                                "The current response is not the one that If-Match or If-Unmodified-Since requires.")
                        .withHeader("ETag", tag));
    }

    /** The digest includes the groups, because a cache that has the content under other groups must replace it. */
    private static String digest(byte[] content, List<String> groups) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            groups.forEach(group -> sha256.update(group.getBytes(StandardCharsets.US_ASCII)));
            byte[] digest = sha256.digest(content);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
