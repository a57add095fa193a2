package org.broadsheet.cache;

import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.function.BiConsumer;

/** A delivery answer as bytes, in every coding that somebody asked for. */
final class Answer {

    /** Below this many bytes, compression costs more than it saves. */
    private static final int WORTH_COMPRESSING = 860;

    /** What an answer takes besides its content, headers and groups, on a JVM with compressed references. */
    private static final int OVERHEAD = 700;

    /** What a header takes besides its value. */
    private static final int HEADER = 80;

    private static final int GROUP = 80;

    static final CharSequence CACHE_STATUS = HttpHeaders.createOptimized("Cache-Status");
    static final CharSequence AGE = HttpHeaders.createOptimized("Age");
    static final CharSequence ZERO = HttpHeaders.createOptimized("0");

    private static final CharSequence ETAG = HttpHeaders.createOptimized("ETag");
    private static final CharSequence LAST_MODIFIED = HttpHeaders.createOptimized("Last-Modified");

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final int status;
    private final Made made;
    private final List<Header> always;
    private final List<Header> withContent;
    private final String digest;
    private final EnumMap<ContentCoding, Form> forms = new EnumMap<>(ContentCoding.class);
    private final Form identity;
    private volatile long rightAt;

    /**
     * @param groups names of what the answer depends on
     * @param at by the clock of {@link Evictions}, before anything was read for it
     * @param template of the path that it answers
     * @param modified null where dates say nothing of it
     * @param expires by {@link System#nanoTime}
     */
    record Made(List<String> groups, long at, String template, LastModified modified, long expires) {}

    /**
     * One header that never changes, ready to be sent.
     *
     * @param name by {@link HttpHeaders#createOptimized}, once for all answers
     */
    record Header(CharSequence name, CharSequence value) {

        static Header of(CharSequence name, String value) {
            return new Header(name, HttpHeaders.createOptimized(value));
        }
    }

    /** What a client gets. */
    final class Sent implements CachedResponse {

        private final int status;
        private final Form form;

        private Sent(int status, Form form) {
            this.status = status;
            this.form = form;
        }

        @Override
        public int status() {
            return status;
        }

        @Override
        public String template() {
            return made.template();
        }

        @Override
        public ByteBuf content() {
            Form content = form();
            return content == null ? null : content.toWrite();
        }

        /** Null where there is to be none. */
        Form form() {
            return status == NOT_MODIFIED || form.length() == 0 ? null : form;
        }

        @Override
        public void headers(BiConsumer<CharSequence, CharSequence> put) {
            own(put);
            put.accept(AGE, ZERO);
            put.accept(CACHE_STATUS, HIT);
        }

        /** Those of the response itself, wherever it comes from. */
        void own(BiConsumer<CharSequence, CharSequence> put) {
            always.forEach(header -> put.accept(header.name(), header.value()));
            if (isOk()) {
                put.accept(ETAG, form.tag());
                if (made.modified() != null) {
                    put.accept(LAST_MODIFIED, made.modified().value());
                }
            }
            if (status == NOT_MODIFIED) {
                return;
            }
            withContent.forEach(header -> put.accept(header.name(), header.value()));
            if (form.coding() != ContentCoding.IDENTITY) {
                put.accept(HttpHeaders.CONTENT_ENCODING, form.coding().token());
            }
        }
    }

    /**
     * @param content may be empty
     * @param always headers, with content and without
     * @param withContent headers that a client that has the content does not need again
     */
    Answer(int status, byte[] content, List<Header> always, List<Header> withContent, Made made) {
        this.status = status;
        this.made = made;
        this.rightAt = made.at();
        this.always = List.copyOf(always);
        this.withContent = List.copyOf(withContent);
        this.digest = digest(content, made.groups());
        this.identity = form(ContentCoding.IDENTITY, content);
    }

    /** Whether nothing that the answer depends on has changed since it was made, and it is not too old. */
    boolean isRight(Evictions evictions) {
        long now = evictions.now();
        if (rightAt != now) {
            if (evictions.anySince(made.at(), made.groups())) {
                return false;
            }
            rightAt = now;
        }
        return made.expires() == Long.MAX_VALUE || System.nanoTime() < made.expires();
    }

    boolean isOk() {
        return status == OK;
    }

    /** The path that it answers, with its parameters in braces. */
    String template() {
        return made.template();
    }

    /** About how many bytes it takes. */
    synchronized int weight() {
        int content = identity.length()
                + forms.values().stream().mapToInt(Form::length).sum();
        int headers = withContent.stream()
                .mapToInt(header -> HEADER + header.value().length())
                .sum();
        return OVERHEAD + content + headers + made.groups().size() * GROUP;
    }

    /** Whether the content is there already in the coding that a client would get. */
    synchronized boolean has(ContentCoding coding) {
        return coding == ContentCoding.IDENTITY || !isWorth(coding) || forms.containsKey(coding);
    }

    private boolean isWorth(ContentCoding coding) {
        return coding != ContentCoding.IDENTITY && isOk() && identity.length() >= WORTH_COMPRESSING;
    }

    private Form in(ContentCoding coding) {
        if (!isWorth(coding)) {
            return identity;
        }
        synchronized (this) {
            return forms.computeIfAbsent(coding, missing -> form(missing, missing.encoded(identity.bytes())));
        }
    }

    private Form form(ContentCoding coding, byte[] content) {
        return new Form(coding, HttpHeaders.createOptimized("\"" + digest + coding.tagSuffix() + "\""), content);
    }

    /**
     * Answers a client.
     *
     * @param coding the one that the client prefers
     */
    Sent to(ContentCoding coding, Validators validators) {
        Form form = in(coding);
        boolean isStillRight = isOk() && validators.match(form.tag().toString(), made.modified());
        return new Sent(isStillRight ? NOT_MODIFIED : status, form);
    }

    /** Of the groups too: a cache that has the content under other names must not keep it under them. */
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
