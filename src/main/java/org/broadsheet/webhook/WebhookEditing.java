package org.broadsheet.webhook;

import inet.ipaddr.IPAddressString;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.broadsheet.http.LanguageTag;
import org.broadsheet.problem.ProblemError;
import org.broadsheet.problem.ProblemException;
import org.broadsheet.problem.ProblemType;

/** Goes from a webhook as it is written to one as it is kept, and back. */
@ApplicationScoped
class WebhookEditing {

    private final EntityManager database;
    private final Targets targets;

    WebhookEditing(EntityManager database, Targets targets) {
        this.database = database;
        this.targets = targets;
    }

    /** @throws ProblemException 422 that names what is not accepted */
    void apply(Webhook webhook, WrittenWebhook written) {
        List<ProblemError> errors = new ArrayList<>();
        if (!Objects.equals(webhook.url, written.url())) {
            checkUrl(written.url(), errors);
        }
        webhook.url = written.url();
        webhook.description = written.description();
        errors.addAll(ProblemError.repeats("/types", written.types()));
        webhook.types = new ArrayList<>(written.types());
        webhook.categoryIds = ids("category", written.categories(), webhook.categoryIds, "/categories", errors);
        webhook.tagIds = ids("tag", written.tags(), webhook.tagIds, "/tags", errors);
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

    /** A name that leads nowhere today may do so tomorrow; one that leads to a forbidden place is better told now. */
    private void checkUrl(String url, List<ProblemError> errors) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !isReachable(uri.getHost()) || uri.getPort() == 0 || uri.getPort() > 65_535) {
                errors.add(ProblemError.at("/url", "accepts an http or https address with a host that can be reached"));
            } else {
                targets.resolve(uri.getHost());
            }
        } catch (IllegalArgumentException e) {
            errors.add(ProblemError.at("/url", "accepts an http or https address"));
        } catch (Targets.ForbiddenTargetException e) {
            errors.add(ProblemError.at("/url", e.getMessage()));
        } catch (UnknownHostException e) {
            // Each attempt says so.
        }
    }

    /**
     * Whether there can be such a host. An IPv6 zone names an interface of this node, and a client may not send it; a name
     * whose last label is a number is meant to be an IPv4 address.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6874#section-4">RFC 6874, section 4</a>
     * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC 1035, section 2.3.4</a>
     */
    private static boolean isReachable(String host) {
        if (host.startsWith("[")) {
            return !host.contains("%");
        }
        boolean isNumeric = host.matches("(?:.*\\.)?[0-9]+\\.?");
        return isNumeric
                ? new IPAddressString(host).isIPv4()
                : host.length() <= 253 && Stream.of(host.split("\\.")).allMatch(label -> label.length() <= 63);
    }

    /**
     * @param before may name what is gone; only thus can a filter be kept that nothing passes any more. It is kept as it
     *     is where the names mean the same.
     */
    private List<UUID> ids(
            String table, List<String> names, List<UUID> before, String pointer, List<ProblemError> errors) {
        Map<String, UUID> ids = rows(
                        "SELECT id, slug FROM " + table + " WHERE slug = ANY(CAST(:names AS text[]))"
                                + " OR CAST(id AS text) = ANY(CAST(:names AS text[]))",
                        names)
                .stream()
                .flatMap(row -> names.stream()
                        .distinct()
                        .filter(name -> name.equals(row.get("slug", String.class))
                                || name.equals(row.get("id", UUID.class).toString()))
                        .map(name -> Map.entry(name, row.get("id", UUID.class))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
        before.stream().filter(id -> names.contains(id.toString())).forEach(id -> ids.putIfAbsent(id.toString(), id));
        IntStream.range(0, names.size())
                .filter(place -> !ids.containsKey(names.get(place)))
                .forEach(place -> errors.add(
                        ProblemError.at(pointer + "/" + place, "there is no " + table + " " + names.get(place))));
        errors.addAll(ProblemError.repeats(pointer, names.stream().map(ids::get).toList()));
        return Set.copyOf(ids.values()).equals(Set.copyOf(substituted(before)))
                ? before
                : new ArrayList<>(ids.values().stream().distinct().sorted().toList());
    }

    /**
     * As an administrator would write it. What took the place of something that is gone is named for it; what nothing
     * took the place of is named by its id, since to leave it out would be to let everything pass.
     */
    WrittenWebhook written(Webhook webhook) {
        return new WrittenWebhook(
                webhook.url,
                webhook.description,
                webhook.types,
                slugs("category", webhook.categoryIds),
                slugs("tag", webhook.tagIds),
                webhook.languages,
                webhook.enabled);
    }

    WebhookRepresentation represent(Webhook webhook) {
        WrittenWebhook written = written(webhook);
        return WebhookRepresentation.from(webhook, written.categories(), written.tags());
    }

    /** What took the place of what is gone, where something did. */
    private Collection<UUID> substituted(Collection<UUID> ids) {
        return rows(
                        "SELECT DISTINCT coalesce(r.new_id, i.id) AS id FROM unnest(CAST(:names AS uuid[])) i (id)"
                                + " LEFT JOIN replacement r ON r.old_id = i.id",
                        ids.stream().map(UUID::toString).toList())
                .stream()
                .map(row -> row.get("id", UUID.class))
                .toList();
    }

    private List<String> slugs(String table, Collection<UUID> ids) {
        return rows(
                        "SELECT DISTINCT coalesce(t.slug, CAST(i.id AS text)) AS name"
                                + " FROM unnest(CAST(:names AS uuid[])) i (id)"
                                + " LEFT JOIN replacement r ON r.old_id = i.id LEFT JOIN " + table
                                + " t ON t.id = coalesce(r.new_id, i.id) ORDER BY name",
                        ids.stream().map(UUID::toString).toList())
                .stream()
                .map(row -> row.get("name", String.class))
                .toList();
    }

    @SuppressWarnings("unchecked") // JPA's native queries are untyped
    private List<Tuple> rows(String sql, List<String> names) {
        return names.isEmpty()
                ? List.of()
                : database.createNativeQuery(sql, Tuple.class)
                        .setParameter("names", names.toArray(String[]::new))
                        .getResultList();
    }
}
