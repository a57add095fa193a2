package org.broadsheet.integration.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.broadsheet.changelog.TaxonomyKind;
import org.broadsheet.content.taxonomy.EntryNames;
import org.broadsheet.identity.audit.AuditAction;
import org.broadsheet.identity.audit.AuditLog;
import org.broadsheet.identity.audit.AuditSubject;
import org.broadsheet.identity.idempotency.Idempotent;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonContent;
import org.broadsheet.platform.naming.Named;
import org.broadsheet.platform.problem.ProblemError;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.broadsheet.platform.text.LanguageTag;
import org.broadsheet.platform.write.Created;
import org.broadsheet.platform.write.Version;
import org.hibernate.Session;

/** Creates, changes and represents webhooks. */
@ApplicationScoped
class WebhookChanges {

    private final Session database;
    private final EntryNames entries;
    private final AuditLog audit;
    private final ObjectMapper json;

    WebhookChanges(Session database, EntryNames entries, AuditLog audit, ObjectMapper json) {
        this.database = database;
        this.entries = entries;
        this.audit = audit;
        this.json = json;
    }

    /**
     * Creates a webhook.
     *
     * @param objection why its URL is rejected, if it is
     * @throws ProblemException 422 that names the rejected members
     */
    @Transactional
    @Idempotent
    public Response create(JsonContent content, Optional<String> objection) {
        Webhook webhook = new Webhook();
        apply(webhook, content.as(WebhookInput.class), objection);
        webhook.secret = WebhookSecret.generate();
        webhook.persistAndFlush();
        WebhookRepresentation made = represent(webhook);
        audit.record(AuditAction.WEBHOOK_CREATED, AuditSubject.webhook(webhook.id), Map.of(), made);
        return Created.at(Surface.EDITORIAL.path("webhooks/" + webhook.id))
                .header(HttpHeaders.ETAG, Version.tag(webhook.version))
                .entity(made.withSecret(webhook.secret))
                .build();
    }

    /**
     * Locks a webhook until the end of the transaction.
     *
     * @param ifMatch the expected version
     * @throws ProblemException 404, 412 or 428
     */
    Webhook lock(String id, String ifMatch) {
        Webhook webhook = Webhook.find(id, LockModeType.PESSIMISTIC_WRITE);
        Version.check(ifMatch, webhook.version, read -> audit.current(webhook.id, webhook.version));
        return webhook;
    }

    /**
     * Changes a webhook.
     *
     * @param ifMatch the expected version
     * @param objection why the URL in the request is rejected, if it is
     * @throws ProblemException 404, 412, 422 or 428
     */
    @Transactional
    public Response change(String id, String ifMatch, JsonContent content, Optional<String> objection) {
        Webhook webhook = lock(id, ifMatch);
        int before = webhook.version;
        var was = json.valueToTree(represent(webhook));
        apply(webhook, content.appliedTo(written(webhook), WebhookInput.class), objection);
        database.flush();
        if (webhook.version != before) {
            audit.record(AuditAction.WEBHOOK_CHANGED, AuditSubject.webhook(webhook.id), was, represent(webhook));
        }
        return respond(webhook);
    }

    /** Returns a response with a webhook and its version. */
    Response respond(Webhook webhook) {
        return Response.ok(represent(webhook))
                .header(HttpHeaders.ETAG, Version.tag(webhook.version))
                .build();
    }

    private void apply(Webhook webhook, WebhookInput written, Optional<String> objection) {
        List<ProblemError> errors = new ArrayList<>();
        if (!Objects.equals(webhook.url, written.url())) {
            objection.ifPresent(detail -> errors.add(ProblemError.at("/url", detail)));
        }
        webhook.url = written.url();
        webhook.description = written.description();
        errors.addAll(ProblemError.repeats("/types", written.types()));
        webhook.types = new ArrayList<>(written.types());
        webhook.categoryIds =
                ids(TaxonomyKind.CATEGORY, written.categories(), webhook.categoryIds, "/categories", errors);
        webhook.tagIds = ids(TaxonomyKind.TAG, written.tags(), webhook.tagIds, "/tags", errors);
        webhook.languages = languages(written.languages(), errors);
        if (written.enabled() && !webhook.enabled) {
            webhook.disabledBecause = null;
            webhook.failingSince = null;
        }
        webhook.enabled = written.enabled();
        if (!errors.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_CONTENT, errors);
        }
    }

    private static List<String> languages(List<String> written, List<ProblemError> errors) {
        List<String> languages = written.stream()
                .map(tag -> LanguageTag.canonical(tag).orElse(null))
                .toList();
        IntStream.range(0, languages.size())
                .filter(position -> languages.get(position) == null)
                .forEach(position ->
                        errors.add(ProblemError.at("/languages/" + position, "accepts " + LanguageTag.ACCEPTED)));
        errors.addAll(ProblemError.repeats("/languages", languages));
        return languages.stream().filter(Objects::nonNull).sorted().collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * Returns the ids of a filter.
     *
     * @param before may have ids of deleted entries, so that a filter that nothing can match stays valid; returned
     *     unchanged if the names mean the same
     */
    private List<UUID> ids(
            TaxonomyKind kind, List<String> names, List<UUID> before, String pointer, List<ProblemError> errors) {
        Map<String, UUID> ids = new HashMap<>(entries.idsOf(kind, names));
        before.stream().filter(id -> names.contains(id.toString())).forEach(id -> ids.putIfAbsent(id.toString(), id));
        Named.inOrder(names, ids, kind.word(), pointer, errors);
        return Set.copyOf(ids.values()).equals(Set.copyOf(substituted(before)))
                ? before
                : new ArrayList<>(ids.values().stream().distinct().sorted().toList());
    }

    /**
     * Returns the webhook as input for a change. A deleted entry is named by its replacement, or else by its id, since
     * without it the filter would let all events pass.
     */
    private WebhookInput written(Webhook webhook) {
        return new WebhookInput(
                webhook.url,
                webhook.description,
                webhook.types,
                slugs(TaxonomyKind.CATEGORY, webhook.categoryIds),
                slugs(TaxonomyKind.TAG, webhook.tagIds),
                webhook.languages,
                webhook.enabled);
    }

    WebhookRepresentation represent(Webhook webhook) {
        WebhookInput written = written(webhook);
        return WebhookRepresentation.from(webhook, written.categories(), written.tags());
    }

    /** Returns the ids with replacements for deleted entries. */
    private Collection<UUID> substituted(Collection<UUID> ids) {
        return rows(
                "SELECT DISTINCT coalesce(r.new_id, i.id) AS id FROM unnest(:ids) i (id)"
                        + " LEFT JOIN replacement r ON r.old_id = i.id",
                UUID.class,
                ids);
    }

    private List<String> slugs(TaxonomyKind kind, Collection<UUID> ids) {
        return rows(
                "SELECT DISTINCT coalesce(t.slug, CAST(i.id AS text)) AS name FROM unnest(:ids) i (id)"
                        + " LEFT JOIN replacement r ON r.old_id = i.id LEFT JOIN " + kind.table()
                        + " t ON t.id = coalesce(r.new_id, i.id) ORDER BY name",
                String.class,
                ids);
    }

    private <R> List<R> rows(String sql, Class<R> row, Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.createNativeQuery(sql, row)
                        .setParameter("ids", ids.toArray(UUID[]::new))
                        .getResultList();
    }
}
