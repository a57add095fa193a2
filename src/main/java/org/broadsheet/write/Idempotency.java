package org.broadsheet.write;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.broadsheet.access.Caller;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/**
 * Answers a retry with the first answer. A refusal is not kept: it did nothing, so it may be tried again.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header">The Idempotency-Key
 *     HTTP Header Field</a>
 */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class Idempotency {

    /** In the time of the database, which all nodes share. */
    private static final String KEPT = "at > clock_timestamp() - interval '24 hours'";

    /** Each new answer takes a few old ones away, so that none stays long and none of them waits. */
    private static final String FORGET = """
            DELETE FROM idempotent_request WHERE handle IN (
                SELECT handle FROM idempotent_request WHERE NOT (%s) LIMIT 10 FOR UPDATE SKIP LOCKED)""".formatted(KEPT);

    private final EntityManager database;
    private final Caller caller;
    private final CurrentVertxRequest current;
    private final ObjectMapper json;

    Idempotency(EntityManager database, Caller caller, CurrentVertxRequest current, ObjectMapper json) {
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
        byte[] asked = digest(request, call.getParameters());
        lock(key);
        List<Tuple> kept = find(key);
        if (!kept.isEmpty()) {
            return replay(key, asked, kept.get(0));
        }
        IdempotentResponse answer = IdempotentResponse.of((Response) call.proceed(), json);
        keep(key, asked, answer);
        return answer.response();
    }

    /** Held to the end of the transaction, and gone with it if the process or the connection dies. */
    private void lock(IdempotencyKey key) {
        Object locked = database.createNativeQuery("SELECT pg_try_advisory_xact_lock(:key)")
                .setParameter("key", ByteBuffer.wrap(key.handle()).getLong())
                .getSingleResult();
        if (!Boolean.TRUE.equals(locked)) {
            throw ProblemException.of(
                            ProblemType.REQUEST_IN_PROGRESS,
                            "A request with this Idempotency-Key is still running. Try again for its answer.")
                    .withHeader(HttpHeaders.RETRY_AFTER, "1");
        }
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    private List<Tuple> find(IdempotencyKey key) {
        return database.createNativeQuery(
                        "SELECT request, answer FROM idempotent_request WHERE handle = :handle AND " + KEPT,
                        Tuple.class)
                .setParameter("handle", key.handle())
                .getResultList();
    }

    private Response replay(IdempotencyKey key, byte[] asked, Tuple kept) {
        if (!Arrays.equals(asked, kept.get("request", byte[].class))) {
            throw ProblemException.of(
                    ProblemType.KEY_REUSED,
                    "This Idempotency-Key came first with another address or content. Make a new one for each thing"
                            + " that is to be done.");
        }
        return IdempotentResponse.read(key.decrypt(kept.get("answer", byte[].class)), json)
                .response();
    }

    private void keep(IdempotencyKey key, byte[] asked, IdempotentResponse answer) {
        database.flush();
        database.createNativeQuery(FORGET).executeUpdate();
        database.createNativeQuery("""
                        INSERT INTO idempotent_request (handle, request, answer) VALUES (:handle, :request, :answer)
                        ON CONFLICT (handle) DO UPDATE
                        SET request = excluded.request, answer = excluded.answer, at = clock_timestamp()""")
                .setParameter("handle", key.handle())
                .setParameter("request", asked)
                .setParameter("answer", key.encrypt(answer.write(json)))
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
