package org.broadsheet.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Makes every successful delivery answer cacheable: bytes with a strong validator, conditional requests, compression.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110, HTTP Semantics</a>, sections 8.8 and 13
 */
public class DeliveryAnswer {

    /** Below this many bytes, gzip costs more than it saves. */
    private static final int WORTH_COMPRESSING = 860;

    /**
     * The age from which a change is certain to be seen with everything that happened before it. The last change may
     * be younger than a commit that is still under way, and HTTP dates have whole seconds only: no date is given out
     * that is nearer to now than this, so that If-Modified-Since never answers 304 for something that has changed.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final Pattern CODING =
            Pattern.compile("(?:^|,)\\s*([A-Za-z*]+)\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?(?=,|$)");

    private final DeliveryConfig config;
    private final LastChange lastChange;
    private final ObjectMapper json;

    DeliveryAnswer(DeliveryConfig config, LastChange lastChange, ObjectMapper json) {
        this.config = config;
        this.lastChange = lastChange;
        this.json = json;
    }

    /** An answer that says itself how it may be kept is known by its bytes alone. */
    @ServerResponseFilter
    public void makeCacheable(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isDelivery(request)) {
            return;
        }
        response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (response.getStatus() == Response.Status.PERMANENT_REDIRECT.getStatusCode()) {
            response.getHeaders()
                    .putSingle(HttpHeaders.CACHE_CONTROL, config.cache().header());
            return;
        }
        if (response.getStatus() != Response.Status.OK.getStatusCode() || !response.hasEntity()) {
            return;
        }
        byte[] body = serialise(response.getEntity());
        boolean gzip = body.length >= WORTH_COMPRESSING && acceptsGzip(request);
        String tag = "\"" + digest(body) + (gzip ? "-gzip" : "") + "\"";
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        Optional<Instant> changed = Optional.empty();
        if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            response.getHeaders()
                    .putSingle(HttpHeaders.CACHE_CONTROL, config.cache().header());
            changed = Optional.of(lastChange.at());
            response.getHeaders().putSingle(HttpHeaders.LAST_MODIFIED, Date.from(settled(changed.get())));
        }
        if (isUnchanged(request, tag, changed)) {
            response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
            response.setEntity(null);
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            response.getHeaders().remove(HttpHeaders.LINK);
            return;
        }
        if (gzip) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setEntity(gzip ? compress(body) : body, null, MediaType.APPLICATION_JSON_TYPE);
    }

    private static boolean isDelivery(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/v1/")
                && !path.startsWith("/v1/admin/")
                && !path.startsWith("/v1/preview/")
                && (request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD));
    }

    /**
     * Whether the client prefers gzip, or takes it as gladly as no compression. What is malformed is passed over: a
     * client that cannot say what it takes gets what everyone takes.
     */
    private static boolean acceptsGzip(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        Map<String, Double> qualities = new HashMap<>();
        Matcher coding = CODING.matcher(accepted);
        while (coding.find()) {
            qualities.put(
                    coding.group(1).toLowerCase(Locale.ROOT),
                    coding.group(2) == null ? 1 : Double.parseDouble(coding.group(2)));
        }
        double gzip = qualities.getOrDefault("gzip", qualities.getOrDefault("*", 0.0));
        return gzip > 0 && gzip >= qualities.getOrDefault("identity", 0.0);
    }

    /** {@code If-None-Match} alone decides where it is given; {@code If-Modified-Since} is a fallback. */
    private static boolean isUnchanged(ContainerRequestContext request, String tag, Optional<Instant> changed) {
        String tags = request.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (tags != null) {
            return tags.strip().equals("*")
                    || Arrays.stream(tags.split(",")).anyMatch(given -> isSame(given.strip(), tag));
        }
        String since = request.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE);
        try {
            // In whole seconds, which is all that an HTTP date has; one that cannot be read is as if it were not there.
            return since != null
                    && changed.isPresent()
                    && changed.get().getEpochSecond()
                            <= Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(since))
                                    .getEpochSecond();
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The weak comparison of RFC 9110, section 8.8.3.2; a proxy that compresses makes a validator weak. */
    private static boolean isSame(String given, String tag) {
        return given.equals(tag) || given.equals("W/" + tag);
    }

    private static Instant settled(Instant changed) {
        Instant settled = Instant.now().minus(SETTLED);
        return changed.isBefore(settled) ? changed : settled;
    }

    private byte[] serialise(Object entity) {
        try {
            return json.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(byte[] body) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
