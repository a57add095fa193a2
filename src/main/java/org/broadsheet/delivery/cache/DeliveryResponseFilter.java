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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.broadsheet.delivery.cache.StoredResponse.Header;
import org.broadsheet.delivery.cors.DeliveryConfig;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.operation.DeclaredOperation;
import org.broadsheet.platform.operation.Operations;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Serialises the responses of delivery, with validators and cache groups, and caches those that are the same for all
 * clients.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110, HTTP Semantics</a>, sections 8.8 and 13
 */
public class DeliveryResponseFilter {

    private static final int OK = 200;
    private static final int MOVED = 308;

    /** The statuses of responses that are the same for all clients. */
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
     * The time before anything was read for a response.
     *
     * @param evictions the time by the clock of {@link Evictions}
     * @param time the time by the clock of the database
     */
    private record Beginning(long evictions, Instant time) {}

    private final CacheConfig config;
    private final Header cacheControl;
    private final ResponseCache cache;
    private final Dependencies dependencies;
    private final Evictions evictions;
    private final DatabaseClock clock;
    private final CurrentVertxRequest current;
    private final Operations operations;
    private final ObjectMapper json;

    DeliveryResponseFilter(
            CacheConfig config,
            DeliveryConfig delivery,
            ResponseCache cache,
            Dependencies dependencies,
            Evictions evictions,
            DatabaseClock clock,
            CurrentVertxRequest current,
            Operations operations,
            ObjectMapper json) {
        this.config = config;
        this.cacheControl = Header.of(CACHE_CONTROL, delivery.cache().header());
        this.cache = cache;
        this.dependencies = dependencies;
        this.evictions = evictions;
        this.clock = clock;
        this.current = current;
        this.operations = operations;
        this.json = json;
    }

    @ServerRequestFilter(preMatching = true)
    public void begin(ContainerRequestContext request) {
        request.setProperty(BEGINNING, new Beginning(evictions.now(), clock.now()));
    }

    /**
     * A response of an operation that declares its own {@code Cache-Control} depends on no cache group. Another request may have begun the
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
        // A problem is the same for all clients, also of an operation whose other responses are not cached.
        Optional<DeclaredOperation> notCached = response.getStatus() >= 400
                ? Optional.empty()
                : operations.reading(request.getUriInfo().getPath()).filter(operation -> !operation.isCached());
        Beginning beginning = (Beginning) request.getProperty(BEGINNING);
        String template = computation == null ? "" : computation.request().template();
        StoredResponse stored = store(response, notCached, beginning, template);
        HttpServerRequest client = current.getCurrent().request();
        ContentCoding coding = ContentCoding.preferred(client);
        CompletableFuture<?> compressed = compress(stored, coding, computation, headers);
        return Uni.createFrom()
                .completionStage(compressed)
                .invoke(() -> send(stored, coding, client, response))
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
        // The other requests get the response first, because they may not need this encoding.
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
            ContainerResponseContext response,
            Optional<DeclaredOperation> notCached,
            Beginning beginning,
            String template) {
        boolean sharedByAll = notCached.isEmpty();
        int status = response.getStatus();
        MultivaluedMap<String, Object> headers = response.getHeaders();
        List<String> groups = sharedByAll ? CacheGroupHeaders.exact(dependencies.groups()) : List.of();
        Header ownCacheControl = notCached
                .map(DeclaredOperation::cacheControl)
                .or(() -> Optional.ofNullable(headers.getFirst(HttpHeaders.CACHE_CONTROL))
                        .map(Object::toString))
                .map(value -> header(CACHE_CONTROL, value))
                .orElse(cacheControl);
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

    /** The content may not include the last change yet. */
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

    /** JSON has no parameter {@code charset} (RFC 8259, section 11). */
    private static String mediaType(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return type == null ? MediaType.APPLICATION_JSON : type.getType() + "/" + type.getSubtype();
    }

    private void send(
            StoredResponse stored, ContentCoding coding, HttpServerRequest request, ContainerResponseContext response) {
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
