package org.broadsheet.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.broadsheet.http.DeliveryConfig;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Makes bytes of what delivery answers, with strong validators and the names of what the answer depends on, and keeps
 * them where others may ask for the same.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110">RFC 9110, HTTP Semantics</a>, sections 8.8 and 13
 */
public class DeliveryAnswer {

    private static final int OK = 200;
    private static final int MOVED = 308;

    /** What others would be answered too. */
    private static final Set<Integer> KEPT = Set.of(OK, MOVED, 404, 410);

    private final CacheConfig config;
    private final String cacheControl;
    private final ResponseCache cache;
    private final Dependencies dependencies;
    private final Evictions evictions;
    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    DeliveryAnswer(
            CacheConfig config,
            DeliveryConfig delivery,
            ResponseCache cache,
            Dependencies dependencies,
            Evictions evictions,
            CurrentVertxRequest current,
            ObjectMapper json) {
        this.config = config;
        this.cacheControl = delivery.cache().header();
        this.cache = cache;
        this.dependencies = dependencies;
        this.evictions = evictions;
        this.current = current;
        this.json = json;
    }

    /** An answer that says itself how it may be kept is known by its bytes alone. */
    @ServerResponseFilter
    public void makeBytes(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isDelivery(request)) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        Flight flight = current.getCurrent().get(Flight.class.getName());
        if (!KEPT.contains(response.getStatus())
                || response.getStatus() == OK && !response.hasEntity()
                || response.getStatus() >= 400 && flight == null) {
            notKept(headers, flight);
            return;
        }
        boolean sharedByAll = response.getStatus() >= 400 || !headers.containsKey(HttpHeaders.CACHE_CONTROL);
        Answer answer = answer(response, sharedByAll, flight);
        if (flight == null) {
            notKept(headers, flight);
        } else {
            headers.putSingle(
                    CacheFilter.CACHE_STATUS.toString(),
                    cache.land(flight, answer) ? "Broadsheet; fwd=uri-miss; stored" : "Broadsheet; fwd=uri-miss");
        }
        send(answer, request, response);
    }

    private void notKept(MultivaluedMap<String, Object> headers, Flight flight) {
        if (config.enabled()) {
            headers.putSingle(
                    CacheFilter.CACHE_STATUS.toString(),
                    flight == null ? "Broadsheet; fwd=bypass" : "Broadsheet; fwd=uri-miss");
        }
    }

    private static boolean isDelivery(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.startsWith("/v1/")
                && !path.startsWith("/v1/admin/")
                && !path.startsWith("/v1/preview/")
                && (request.getMethod().equals(HttpMethod.GET)
                        || request.getMethod().equals(HttpMethod.HEAD));
    }

    private Answer answer(ContainerResponseContext response, boolean sharedByAll, Flight flight) {
        int status = response.getStatus();
        MultivaluedMap<String, Object> headers = response.getHeaders();
        List<String> groups = sharedByAll ? GroupNames.exact(dependencies.groups()) : List.of();
        Map<CharSequence, String> always = new LinkedHashMap<>();
        always.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        always.put(
                HttpHeaders.CACHE_CONTROL,
                headers.containsKey(HttpHeaders.CACHE_CONTROL)
                        ? headers.getFirst(HttpHeaders.CACHE_CONTROL).toString()
                        : cacheControl);
        Map<CharSequence, String> withContent = new LinkedHashMap<>();
        for (String name : List.of(HttpHeaders.LINK, HttpHeaders.LOCATION)) {
            if (headers.containsKey(name)) {
                withContent.put(name, headers.getFirst(name).toString());
            }
        }
        if (response.hasEntity()) {
            withContent.put(HttpHeaders.CONTENT_TYPE, mediaType(response));
        }
        if (sharedByAll && status < 400) {
            GroupNames.putHeaders(dependencies.groups(), withContent);
        }
        Instant changed = sharedByAll && status == OK ? evictions.changed(groups) : null;
        long expires = status < 400
                ? Long.MAX_VALUE
                : System.nanoTime() + config.missing().toNanos();
        return new Answer(
                status,
                response.hasEntity() ? serialise(response.getEntity()) : new byte[0],
                always,
                withContent,
                new Answer.Made(
                        groups,
                        flight == null ? 0 : flight.began(),
                        flight == null ? "" : flight.request().template(),
                        changed,
                        expires));
    }

    /** JSON is UTF-8 and takes no parameter that would say so (RFC 8259, section 11). */
    private static String mediaType(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        return type == null ? MediaType.APPLICATION_JSON : type.getType() + "/" + type.getSubtype();
    }

    private static void send(Answer answer, ContainerRequestContext request, ContainerResponseContext response) {
        Answer.Sent sent = answer.to(
                ContentCoding.preferred(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING)),
                new Validators(
                        request.getHeaderString(HttpHeaders.IF_NONE_MATCH),
                        request.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE)),
                (name, value) -> response.getHeaders().putSingle(name.toString(), value.toString()));
        response.setStatus(sent.status());
        if (sent.content() == null) {
            response.setEntity(null);
            response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            response.getHeaders().remove(HttpHeaders.LINK);
        } else {
            response.setEntity(sent.content().bytes(), null, MediaType.valueOf(mediaType(response)));
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
