package org.broadsheet.delivery.cache;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.broadsheet.delivery.cache.StoredResponse.Header;
import org.broadsheet.delivery.cors.DeliveryConfig;
import org.broadsheet.platform.http.Surface;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Serialises the responses of delivery, with strong validators and cache groups, and caches those that other clients may get
 * too.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110, HTTP Semantics</a>, sections 8.8 and 13
 */
public class DeliveryResponseFilter {

    private static final int OK = 200;
    private static final int MOVED = 308;

    /** The statuses of responses that other clients would get too. */
    private static final Set<Integer> CACHED = Set.of(OK, MOVED, 404, 410);

    private static final CharSequence CACHE_CONTROL = createOptimized(HttpHeaders.CACHE_CONTROL);
    private static final CharSequence CONTENT_TYPE = createOptimized(HttpHeaders.CONTENT_TYPE);
    private static final CharSequence LINK = createOptimized(HttpHeaders.LINK);
    private static final CharSequence LOCATION = createOptimized(HttpHeaders.LOCATION);

    private static final Header BY_CODING = Header.of(createOptimized(HttpHeaders.VARY), HttpHeaders.ACCEPT_ENCODING);
    private static final Header JSON = Header.of(CONTENT_TYPE, MediaType.APPLICATION_JSON);

    /** The property of a request that has its {@link Beginning}. */
    private static final String BEGINNING = Beginning.class.getName();

    /**
     * When nothing had been read for a response yet.
     *
     * @param evictions by the clock of {@link Evictions}
     */
    private record Beginning(long evictions, Instant time) {}

    private final CacheConfig config;
    private final Header cacheControl;
    private final ResponseCache cache;
    private final Dependencies dependencies;
    private final Evictions evictions;
    private final DatabaseClock clock;
    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    DeliveryResponseFilter(
            CacheConfig config,
            DeliveryConfig delivery,
            ResponseCache cache,
            Dependencies dependencies,
            Evictions evictions,
            DatabaseClock clock,
            CurrentVertxRequest current,
            ObjectMapper json) {
        this.config = config;
        this.cacheControl = Header.of(CACHE_CONTROL, delivery.cache().header());
        this.cache = cache;
        this.dependencies = dependencies;
        this.evictions = evictions;
        this.clock = clock;
        this.current = current;
        this.json = json;
    }

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        request.setProperty(BEGINNING, new Beginning(evictions.now(), clock.now()));
    }

    /**
     * A response that has its own {@code Cache-Control} depends on no cache group. Another request may have begun the
     * compression on another thread, and this one does not wait for it.
     */
    @ServerResponseFilter
    public Uni<Void> serialise(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isDelivery(request)) {
            return null;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        SharedComputation computation = current.getCurrent().get(SharedComputation.class.getName());
        if (!CACHED.contains(response.getStatus()) || response.getStatus() == OK && !response.hasEntity()) {
            notCached(headers, computation);
            return null;
        }
        boolean sharedByAll = response.getStatus() >= 400 || !headers.containsKey(HttpHeaders.CACHE_CONTROL);
        Beginning beginning = (Beginning) request.getProperty(BEGINNING);
        String template = computation == null ? "" : computation.request().template();
        StoredResponse stored = store(response, sharedByAll, beginning, template);
        HttpServerRequest client = current.getCurrent().request();
        CompletableFuture<?> compressed = compress(stored, ContentCoding.preferred(client), computation, headers);
        return Uni.createFrom()
                .completionStage(compressed)
                .invoke(() -> send(stored, client, response))
                .replaceWithVoid();
    }

    private CompletableFuture<?> compress(
            StoredResponse stored,
            ContentCoding coding,
            SharedComputation computation,
            MultivaluedMap<String, Object> headers) {
        if (computation == null) {
            notCached(headers, computation);
            return stored.compress(coding, Runnable::run);
        }
        headers.putSingle(
                StoredResponse.CACHE_STATUS.toString(),
                cache.complete(computation, stored) ? "Broadsheet; fwd=uri-miss; stored" : "Broadsheet; fwd=uri-miss");
        // After the others have the response, which may not want it compressed.
        return cache.compressHere(computation.request().target(), stored, coding);
    }

    private void notCached(MultivaluedMap<String, Object> headers, SharedComputation computation) {
        if (config.enabled()) {
            headers.putSingle(
                    StoredResponse.CACHE_STATUS.toString(),
                    computation == null ? "Broadsheet; fwd=bypass" : "Broadsheet; fwd=uri-miss");
        }
    }

    private static boolean isDelivery(ContainerRequestContext request) {
        return Surface.of(request.getUriInfo().getPath()) == Surface.DELIVERY
                && (request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD));
    }

    private StoredResponse store(
            ContainerResponseContext response, boolean sharedByAll, Beginning beginning, String template) {
        int status = response.getStatus();
        MultivaluedMap<String, Object> headers = response.getHeaders();
        List<String> groups = sharedByAll ? CacheGroupHeaders.exact(dependencies.groups()) : List.of();
        Header ownCacheControl = headers.containsKey(HttpHeaders.CACHE_CONTROL)
                ? header(CACHE_CONTROL, headers.getFirst(HttpHeaders.CACHE_CONTROL))
                : cacheControl;
        List<Header> withContent = new ArrayList<>();
        for (CharSequence name : List.of(LINK, LOCATION)) {
            Object value = headers.getFirst(name.toString());
            if (value != null) {
                withContent.add(header(name, value));
            }
        }
        if (response.hasEntity()) {
            withContent.add(contentType(mediaType(response)));
        }
        if (sharedByAll && status < 400) {
            withContent.addAll(CacheGroupHeaders.headers(dependencies.groups()));
        }
        LastModified modified = sharedByAll && status == OK ? modified(groups, beginning) : null;
        long expires = status < 400
                ? Long.MAX_VALUE
                : System.nanoTime() + config.missing().toNanos();
        return new StoredResponse(
                status,
                response.hasEntity() ? serialise(response.getEntity()) : new byte[0],
                List.of(BY_CODING, ownCacheControl),
                withContent,
                new StoredResponse.Origin(groups, beginning.evictions(), template, modified, expires));
    }

    /** The last change may be one that the content does not show yet. */
    private LastModified modified(List<String> groups, Beginning beginning) {
        Instant changed = evictions.changed(groups);
        return evictions.anySince(beginning.evictions(), groups)
                ? LastModified.ofContentBefore(changed, beginning.time(), clock)
                : new LastModified(changed, clock);
    }

    private static Header header(CharSequence name, Object value) {
        return Header.of(name, value.toString());
    }

    private static Header contentType(String type) {
        return type.equals(MediaType.APPLICATION_JSON) ? JSON : Header.of(CONTENT_TYPE, type);
    }

    /** JSON is UTF-8 and takes no parameter that would say so (RFC 8259, section 11). */
    private static String mediaType(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return type == null ? MediaType.APPLICATION_JSON : type.getType() + "/" + type.getSubtype();
    }

    private void send(StoredResponse stored, HttpServerRequest request, ContainerResponseContext response) {
        ContentCoding coding = ContentCoding.preferred(request);
        stored.unmet(Preconditions.of(request), coding).ifPresent(unmet -> {
            throw unmet;
        });
        StoredResponse.Selected sent = stored.to(coding, Validators.of(request));
        sent.own((name, value) -> response.getHeaders().putSingle(name.toString(), value.toString()));
        response.setStatus(sent.status());
        if (sent.encoded() == null) {
            response.setEntity(null);
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            response.getHeaders().remove(HttpHeaders.LINK);
        } else {
            if (request.method().name().equals(HttpMethod.HEAD)) {
                response.getHeaders()
                        .putSingle(HttpHeaders.CONTENT_LENGTH, sent.encoded().length());
            }
            response.setEntity(sent.encoded().bytes(), null, MediaType.valueOf(mediaType(response)));
        }
    }

    private byte[] serialise(Object entity) {
        try {
            return json.writeValueAsBytes(entity);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
