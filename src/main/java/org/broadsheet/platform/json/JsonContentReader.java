package org.broadsheet.platform.json;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;

/** Reads the content of a request as {@link JsonContent}. A request without content may have any media type. */
@Provider
@Consumes(MediaType.WILDCARD)
public class JsonContentReader implements MessageBodyReader<JsonContent> {

    private static final String TOO_LARGE = "Request too large";

    private final StrictJson json;

    JsonContentReader(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == JsonContent.class;
    }

    @Override
    public JsonContent readFrom(
            Class<JsonContent> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream content) {
        byte[] bytes = readAll(content);
        if (bytes.length > 0
                && !MediaType.APPLICATION_JSON_TYPE.isCompatible(mediaType)
                && !MediaType.valueOf(MergePatch.MEDIA_TYPE).isCompatible(mediaType)) {
            throw new NotSupportedException();
        }
        if (isEncoded(headers.getFirst(HttpHeaders.CONTENT_ENCODING))
                || !"utf-8".equalsIgnoreCase(mediaType.getParameters().getOrDefault("charset", "utf-8"))) {
            throw ProblemException.of(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE, "The content must be uncompressed JSON in UTF-8.");
        }
        return Arrays.stream(annotations)
                .filter(JsonLimits.class::isInstance)
                .map(JsonLimits.class::cast)
                .findFirst()
                .map(limits -> json.parse(bytes, limits.depth(), limits.tokens()))
                .orElseGet(() -> json.parse(bytes));
    }

    /** Quarkus measures content of unknown length as it is read, and only reports this message. */
    private static byte[] readAll(InputStream content) {
        try {
            return content.readAllBytes();
        } catch (IOException e) {
            if (TOO_LARGE.equals(e.getMessage())) {
                throw ProblemException.of(ProblemType.CONTENT_TOO_LARGE, "The content is larger than 1 MiB.");
            }
            throw ProblemException.of(ProblemType.MALFORMED_REQUEST, "The content ended prematurely.");
        }
    }

    private static boolean isEncoded(String coding) {
        return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }
}
