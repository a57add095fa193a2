package org.broadsheet.identity.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.broadsheet.identity.access.Caller;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.hibernate.Session;

/**
 * Responds to a retry with the first response. A rejection is not stored: it changed nothing, so the client may try
 * again.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header">The Idempotency-Key
 *     HTTP Header Field</a>
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class Idempotency {

    /** The database's clock, which all nodes share. */
    private static final String UNEXPIRED = "at > clock_timestamp() - interval '24 hours'";

    /** Each new response deletes a few expired ones, so that no request waits for a large deletion. */
    private static final String DELETE_EXPIRED = """
            DELETE FROM idempotent_request WHERE handle IN (
                SELECT handle FROM idempotent_request WHERE NOT (%s) LIMIT 10 FOR UPDATE SKIP LOCKED)""".formatted(UNEXPIRED);

    private final Session database;
    private final Caller caller;
    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    Idempotency(Session database, Caller caller, CurrentVertxRequest current, ObjectMapper json) {
        this.database = database;
        this.caller = caller;
        this.current = current;
        this.json = json;
    }

    @AroundInvoke
    Object once(InvocationContext call) throws Exception {
        HttpServerRequest request = current.getCurrent().request();
        String header = request.getHeader(IdempotencyKey.HEADER);
        if (header == null) {
            return call.proceed();
        }
        IdempotencyKey key = IdempotencyKey.of(header, caller.actor().id());
        byte[] requestDigest = digest(request, call.getParameters());
        lock(key);
        Optional<Stored> stored = find(key);
        if (stored.isPresent()) {
            return replay(key, requestDigest, stored.get());
        }
        IdempotentResponse response = IdempotentResponse.of((Response) call.proceed(), json);
        store(key, requestDigest, response);
        return response.response();
    }

    /** The lock lasts until the end of the transaction, and ends with it if the process or the connection dies. */
    private void lock(IdempotencyKey key) {
        boolean locked = database.createNativeQuery("SELECT pg_try_advisory_xact_lock(:key)", Boolean.class)
                .setParameter("key", ByteBuffer.wrap(key.handle()).getLong())
                .getSingleResult();
        if (!locked) {
            throw ProblemException.of(
                            ProblemType.REQUEST_IN_PROGRESS,
                            "A request with this Idempotency-Key is still running. Retry later to get its response.")
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    /**
     * A stored response.
     *
     * @param request the digest of its request
     * @param response encrypted
     */
    private record Stored(byte[] request, byte[] response) {}

    private Optional<Stored> find(IdempotencyKey key) {
        return database.createNativeQuery(
                        "SELECT request, answer FROM idempotent_request WHERE handle = :handle AND " + UNEXPIRED,
                        Stored.class)
                .setParameter("handle", key.handle())
                .uniqueResultOptional();
    }

    private Response replay(IdempotencyKey key, byte[] requestDigest, Stored stored) {
        if (!Arrays.equals(requestDigest, stored.request())) {
            throw ProblemException.of(
                    ProblemType.KEY_REUSED,
                    "This Idempotency-Key was first used with another address or content. Use a new key for"
                            + " each new request.");
        }
        return IdempotentResponse.read(key.decrypt(stored.response()), json).response();
    }

    private void store(IdempotencyKey key, byte[] requestDigest, IdempotentResponse response) {
        database.flush();
        database.createNativeMutationQuery(DELETE_EXPIRED).executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO idempotent_request (handle, request, answer) VALUES (:handle, :request, :answer)
                        ON CONFLICT (handle) DO UPDATE
                        SET request = excluded.request, answer = excluded.answer, at = clock_timestamp()""")
                .setParameter("handle", key.handle())
                .setParameter("request", requestDigest)
                .setParameter("answer", key.encrypt(response.write(json)))
                .executeUpdate();
    }

    private static byte[] digest(HttpServerRequest request, Object[] parameters) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String ifMatch = Objects.toString(request.getHeader(HttpHeaders.IF_MATCH), "");
            for (String part : List.of(request.method().name(), request.uri(), ifMatch)) {
                sha256.update(part.getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            Arrays.stream(parameters)
                    .filter(JsonContent.class::isInstance)
                    .forEach(content -> sha256.update(((JsonContent) content).bytes()));
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
