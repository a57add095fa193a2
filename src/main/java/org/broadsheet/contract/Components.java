package org.broadsheet.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.broadsheet.platform.problem.ProblemType;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The components that operations share: headers, problems by status, and the security scheme. */
final class Components {

    private static final String PROBLEM = "Problem";

    /** Response components are named by the status's reason phrase (RFC 9110, RFC 6585), except for 308. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(304, "NotModified"),
            Map.entry(308, "Moved"),
            Map.entry(400, "BadRequest"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "NotFound"),
            Map.entry(405, "MethodNotAllowed"),
            Map.entry(406, "NotAcceptable"),
            Map.entry(408, "RequestTimeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "PreconditionFailed"),
            Map.entry(413, "ContentTooLarge"),
            Map.entry(414, "UriTooLong"),
            Map.entry(415, "UnsupportedMediaType"),
            Map.entry(422, "UnprocessableContent"),
            Map.entry(428, "PreconditionRequired"),
            Map.entry(429, "TooManyRequests"),
            Map.entry(500, "InternalServerError"),
            Map.entry(503, "ServiceUnavailable"));

    /** The headers of the problems of a status. */
    private static final Map<Integer, List<String>> HEADERS = Map.of(
            401, List.of("WWW-Authenticate"),
            403, List.of("WWW-Authenticate"),
            405, List.of("Allow"),
            409, List.of("Retry-After"),
            412, List.of("ETag"),
            429, List.of("Retry-After"),
            503, List.of("Retry-After"));

    private Components() {}

    static void addTo(org.eclipse.microprofile.openapi.models.Components components) {
        components.addSecurityScheme(
                "key",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description(
                                "An API key, `bs_…`, or an access token of the OpenID Connect issuer, if one is"
                                        + " configured. `x-required-scopes` of each operation lists the scopes that it requires."));
        headers().forEach(header -> components.addHeader(header.getKey(), header.getValue()));
        components.addResponse(
                NAMES.get(304),
                withHeaders(
                        OASFactory.createAPIResponse().description("The client's copy is current."),
                        "ETag",
                        "Last-Modified",
                        "Cache-Control",
                        "Vary",
                        "Age",
                        "Cache-Status",
                        "X-Request-Id",
                        "Access-Control-Allow-Origin",
                        "Access-Control-Expose-Headers"));
        components.addResponse(
                NAMES.get(308),
                withHeaders(
                        OASFactory.createAPIResponse().description("The story has a new slug."),
                        "Location",
                        "Cache-Control",
                        "Vary",
                        "Age",
                        "Cache-Status",
                        "Cache-Groups",
                        "Surrogate-Key",
                        "X-Request-Id",
                        "Access-Control-Allow-Origin",
                        "Access-Control-Expose-Headers"));
        Arrays.stream(ProblemType.values())
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()))
                .forEach((status, types) -> components.addResponse(NAMES.get(status), problem(status, types)));
    }

    private static List<Map.Entry<String, Header>> headers() {
        return List.of(
                header(
                        "ETag",
                        "Strong validator: of the exact bytes in delivery, of the version in editorial responses.",
                        "\"7\""),
                header(
                        "Last-Modified",
                        "When anything that the response depends on last changed, or a later time; at least two seconds"
                                + " before the response.",
                        "Tue, 24 Nov 2026 10:00:00 GMT"),
                header(
                        "Cache-Control",
                        "How long the response may be cached, and by whom.",
                        "public, max-age=10, s-maxage=60"),
                header("Vary", "The request headers that the response depends on.", "Accept-Encoding"),
                header(
                        "Content-Encoding",
                        "`br` or `gzip` if the client accepts it and compression is worthwhile.",
                        "gzip"),
                header(
                        "Age",
                        "Seconds since the response was last known to be current: 0, unless the server has lost"
                                + " its database.",
                        "0"),
                header("Cache-Status", "Whether the response came from the cache (RFC 9211).", "Broadsheet; hit"),
                header(
                        "Cache-Groups",
                        "The cache groups of the response (RFC 9875). A change evicts all responses of its"
                                + " groups.",
                        "\"category-AZqvL1ZwcACQ0-XpT4cKLQ\", \"stories\""),
                header(
                        "Surrogate-Key",
                        "The same, for content delivery networks that purge by key.",
                        "category-AZqvL1ZwcACQ0-XpT4cKLQ stories"),
                header(
                        "Link",
                        "The next and the previous page (RFC 8288). Absent if the list has one page.",
                        "</v1/stories?cursor=abc>; rel=\"next\", </v1/stories?cursor=def>; rel=\"prev\""),
                header(
                        "X-Request-Id",
                        "Identifies the request in the server's log. The client's own, if it sent one of at most 64 letters,"
                                + " digits and `._:-`.",
                        "f81d4fae"),
                header(
                        "Access-Control-Allow-Origin",
                        "The origins whose pages may read this response. Only in delivery responses to"
                                + " cross-origin requests.",
                        "*"),
                header(
                        "Access-Control-Expose-Headers",
                        "The response headers that these pages may read.",
                        "Age,Cache-Status,ETag,Last-Modified,Link,Retry-After,X-Request-Id"),
                header("X-Accel-Buffering", "Forbids proxies to buffer events.", "no"),
                header("X-Robots-Tag", "Forbids search engines to index the response.", "noindex"),
                header("Location", "The address of the resource.", "/v1/stories/new-slug"),
                header("Allow", "The methods that this path supports.", "GET, HEAD, OPTIONS"),
                header("Retry-After", "Seconds to wait before a retry.", "5"),
                header(
                        "WWW-Authenticate",
                        "The required authentication (RFC 6750).",
                        "Bearer realm=\"Broadsheet\", error=\"insufficient_scope\", scope=\"stories:write\""));
    }

    private static Map.Entry<String, Header> header(String name, String description, String example) {
        return Map.entry(
                name,
                OASFactory.createHeader()
                        .description(description)
                        .schema(OASFactory.createSchema()
                                .addType(SchemaType.STRING)
                                .maxLength(8_192))
                        .example(example));
    }

    private static APIResponse problem(int status, List<ProblemType> types) {
        Schema schema = OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM);
        String description = types.stream()
                .map(type -> "`" + type.slug() + "`: " + type.title() + ".")
                .collect(Collectors.joining(" "));
        APIResponse response = OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(schema).examples(examples(types))));
        withHeaders(
                response,
                "Cache-Control",
                "X-Request-Id",
                "Vary",
                "Age",
                "Cache-Status",
                "Access-Control-Allow-Origin",
                "Access-Control-Expose-Headers");
        return withHeaders(response, HEADERS.getOrDefault(status, List.of()).toArray(String[]::new));
    }

    private static Map<String, Example> examples(List<ProblemType> types) {
        Map<String, Example> examples = new LinkedHashMap<>();
        types.forEach(type -> {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("type", type.path());
            problem.put("title", type.title());
            problem.put("status", type.status());
            examples.put(type.slug(), OASFactory.createExample().value(problem));
        });
        return examples;
    }

    static APIResponse withHeaders(APIResponse response, String... names) {
        List.of(names)
                .forEach(name ->
                        response.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name)));
        return response;
    }

    /** Returns a reference to the response with a status. */
    static APIResponse response(int status) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + NAMES.get(status));
    }
}
