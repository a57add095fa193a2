package org.broadsheet.contract;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.json.JsonMembers;
import org.broadsheet.platform.paging.PageRequest;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Completes the schemas of the contract with what the generator cannot know. */
final class Schemas {

    private static final String PREFIX = "#/components/schemas/";
    private static final String INPUT = "Input";

    private final OpenAPI contract;
    private final SortedMap<String, Schema> named;

    Schemas(OpenAPI contract) {
        this.contract = contract;
        this.named = new TreeMap<>(contract.getComponents().getSchemas());
    }

    /** Adds {@code type} to the variants of each union: Jackson writes it, but no record has this member. */
    void addTypes() {
        named.values().stream()
                .filter(schema -> schema.getDiscriminator() != null)
                .forEach(this::addTypes);
    }

    private void addTypes(Schema union) {
        union.getDiscriminator().getMapping().forEach((type, reference) -> {
            Schema member = named.get(nameIn(reference));
            Map<String, Schema> properties = new LinkedHashMap<>();
            // Most generators read a discriminator's value from an enumeration, but the one for Go only from a pattern.
            properties.put(
                    "type",
                    OASFactory.createSchema()
                            .addType(SchemaType.STRING)
                            .addEnumeration(type)
                            .pattern("^" + type + "$")
                            .description("Always `" + type + "`."));
            if (member.getProperties() != null) {
                properties.putAll(member.getProperties());
            }
            member.setProperties(properties);
        });
    }

    /**
     * Removes everything next to a reference but its description, and inlines single values such as ids and times:
     * generated clients map them to types of their language, which a schema named {@code UUID} would hide.
     */
    void simplifyReferences() {
        List<String> values = named.keySet().stream()
                .filter(name -> named.get(name).getFormat() != null)
                .toList();
        visit((path, schema) -> {
            if (schema.getRef() == null) {
                return;
            }
            String name = nameIn(schema.getRef());
            schema.type(null);
            if (values.contains(name)) {
                Schema value = named.get(name);
                schema.ref(null).type(value.getType()).format(value.getFormat()).examples(value.getExamples());
            }
        });
        values.forEach(named::remove);
    }

    /** Names each page after its items, so that generated clients have a {@code StoryPage}. */
    void namePages() {
        Map<String, String> names = new LinkedHashMap<>();
        named.forEach((name, schema) -> itemsOf(schema)
                .filter(items -> name.startsWith("Page"))
                .ifPresent(items -> names.put(name, nameIn(items) + "Page")));
        Map<String, Schema> renamed = new LinkedHashMap<>();
        named.forEach((name, schema) -> renamed.put(names.getOrDefault(name, name), schema));
        names.values().forEach(name -> renamed.get(name).setDescription("A page of a list."));
        contents()
                .forEach(content -> content.getMediaTypes().values().forEach(media -> {
                    if (media.getSchema() != null && media.getSchema().getRef() != null) {
                        String name = nameIn(media.getSchema().getRef());
                        media.getSchema().setRef(PREFIX + names.getOrDefault(name, name));
                    }
                }));
        named.clear();
        named.putAll(renamed);
    }

    /** Bounds the items of each page by the greatest limit of the operations that return it. */
    void boundPages() {
        contract.getPaths()
                .getPathItems()
                .values()
                .forEach(item -> item.getOperations()
                        .values()
                        .forEach(operation -> maxItems(operation)
                                .ifPresent(max -> pages(operation)
                                        .forEach(items -> items.setMaxItems(
                                                Math.max(max, Objects.requireNonNullElse(items.getMaxItems(), 0)))))));
    }

    private static Optional<Integer> maxItems(Operation operation) {
        return Stream.ofNullable(operation.getParameters())
                .flatMap(List::stream)
                .filter(parameter -> PageRequest.LIMIT.name().equals(parameter.getName()))
                .map(parameter -> parameter.getSchema().getMaximum().intValue())
                .findFirst();
    }

    /** Returns the members of an operation's pages that have the items. */
    private Stream<Schema> pages(Operation operation) {
        return operation.getResponses().getAPIResponses().values().stream()
                .flatMap(Schemas::references)
                .filter(Objects::nonNull)
                .map(reference -> named.get(nameIn(reference)))
                .filter(schema -> schema != null && itemsOf(schema).isPresent())
                .map(schema -> schema.getProperties().get("items"));
    }

    /** Restores the order of the members, which the generator loses where a record unwraps another. */
    void putInOrder(Class<?> type) {
        String name = type.getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class)
                .name();
        Schema schema = named.get(name.isEmpty() ? type.getSimpleName() : name);
        Map<String, Schema> ordered = new LinkedHashMap<>();
        JsonMembers.of(type)
                .forEach(member -> ordered.put(member, schema.getProperties().get(member)));
        schema.setProperties(ordered);
    }

    /** A response has a version if an editorial operation with {@code If-Match} returns the same schema. */
    boolean hasVersion(APIResponse response) {
        return contract.getPaths().getPathItems().entrySet().stream()
                .filter(item -> Surface.of(item.getKey()) == Surface.EDITORIAL)
                .flatMap(item -> item.getValue().getOperations().values().stream())
                .filter(Schemas::hasIfMatch)
                .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
                .flatMap(Schemas::references)
                .anyMatch(references(response).toList()::contains);
    }

    private static Stream<String> references(APIResponse response) {
        return response.getContent() == null
                ? Stream.of()
                : response.getContent().getMediaTypes().values().stream()
                        .map(media -> media.getSchema().getRef());
    }

    static boolean hasIfMatch(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> HttpHeaders.IF_MATCH.equals(parameter.getName()));
    }

    /** Adds an enumeration of parameter values; several parameters may share one. */
    void addChoice(String name, Schema choice) {
        Schema known = named.putIfAbsent(name, choice);
        if (known != null && !known.getEnumeration().equals(choice.getEnumeration())) {
            throw new IllegalStateException("Two different enumerations have the name " + name);
        }
    }

    /** Adds the schemas to the contract. */
    void apply() {
        EnumConstants.name(named);
        contract.getComponents().setSchemas(named);
    }

    private static Optional<String> itemsOf(Schema schema) {
        return Optional.ofNullable(schema.getProperties())
                .map(properties -> properties.get("items"))
                .map(Schema::getItems)
                .map(Schema::getRef);
    }

    /**
     * Creates the schema of a merge patch: every member may be absent, and null removes an optional member.
     *
     * @param input name of the schema of the whole
     * @return name of the schema of the patch
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
     */
    String patchOf(String input) {
        String name = input.replaceFirst("Input$", "") + "Patch";
        if (!named.containsKey(name)) {
            Schema whole = named.get(input);
            Schema patch = OASFactory.createSchema()
                    .addType(SchemaType.OBJECT)
                    .description("The members to change. Absent members stay unchanged, and null removes a member (RFC"
                            + " 7396).");
            named.put(name, patch);
            List<String> required = whole.getRequired() == null ? List.of() : whole.getRequired();
            whole.getProperties()
                    .forEach(
                            (member, schema) -> patch.addProperty(member, patched(schema, !required.contains(member))));
        }
        return name;
    }

    private Schema patched(Schema schema, boolean removable) {
        if (schema.getRef() == null) {
            Schema copy = copyOf(schema);
            return removable ? copy.addType(SchemaType.NULL) : copy;
        }
        String name = nameIn(schema.getRef());
        Schema found = named.get(name);
        boolean isObject = found.getType() != null && found.getType().contains(SchemaType.OBJECT);
        String patch = isObject ? patchOf(name) : name;
        return removable
                ? OASFactory.createSchema()
                        .description(schema.getDescription())
                        .addOneOf(reference(patch))
                        .addOneOf(OASFactory.createSchema().addType(SchemaType.NULL))
                : reference(patch).description(schema.getDescription());
    }

    /** The reference to the items may later differ between the copies. */
    private static Schema copyOfItems(Schema items) {
        return items == null || items.getRef() == null ? items : reference(nameIn(items.getRef()));
    }

    private static Schema copyOf(Schema schema) {
        return OASFactory.createSchema()
                .type(new ArrayList<>(schema.getType()))
                .description(schema.getDescription())
                .format(schema.getFormat())
                .pattern(schema.getPattern())
                .minLength(schema.getMinLength())
                .maxLength(schema.getMaxLength())
                .minimum(schema.getMinimum())
                .maximum(schema.getMaximum())
                .minItems(schema.getMinItems())
                .maxItems(schema.getMaxItems())
                .items(copyOfItems(schema.getItems()))
                .examples(schema.getExamples());
    }

    /**
     * Gives requests a separate schema for an object that responses also have: {@code ImageInput} beside {@code Image}.
     * Only the request schema has patterns. Responses match them anyway, and generated Go clients, which check
     * responses, misread a pattern with a backslash.
     */
    void separateInputs() {
        List<String> inResponses = inResponses();
        List<String> shared = inRequests().stream()
                .filter(inResponses::contains)
                .filter(this::hasPatterns)
                .toList();
        shared.forEach(name -> {
            Schema input = named.get(name);
            Schema representation = OASFactory.createSchema()
                    .type(input.getType())
                    .description(input.getDescription())
                    .required(input.getRequired());
            input.getProperties()
                    .forEach((member, schema) -> representation.addProperty(
                            member, schema.getRef() == null ? copyOf(schema).pattern(null) : schema));
            named.put(name + INPUT, input);
            named.put(name, representation);
        });
        inRequests().stream()
                .filter(name -> !inResponses.contains(name))
                .forEach(name -> visit(name, named.get(name), (path, part) -> {
                    if (part.getRef() != null && shared.contains(nameIn(part.getRef()))) {
                        part.setRef(part.getRef() + INPUT);
                    }
                    Optional.ofNullable(part.getOneOf()).orElse(List.of()).stream()
                            .filter(variant -> variant.getRef() != null && shared.contains(nameIn(variant.getRef())))
                            .forEach(variant -> variant.setRef(variant.getRef() + INPUT));
                }));
        List<String> inRequests = inRequests();
        inResponses.stream()
                .filter(name -> !inRequests.contains(name))
                .flatMap(name -> parts(named.get(name)).stream())
                .filter(member ->
                        member.getPattern() != null && member.getPattern().contains("\\"))
                .forEach(member -> member.setPattern(null));
    }

    private boolean hasPatterns(String name) {
        Map<String, Schema> members =
                Optional.ofNullable(named.get(name).getProperties()).orElse(Map.of());
        return members.values().stream().anyMatch(member -> member.getPattern() != null && !isType(member));
    }

    private static boolean isType(Schema member) {
        return member.getEnumeration() != null;
    }

    /**
     * Gives requests separate schemas for the unions that responses also have, and for all that these refer to: {@code
     * BodyBlockInput} beside {@code BodyBlock}. Clients that make such objects leave out what Broadsheet derives, so only
     * their types are required.
     */
    void separateUnions() {
        List<String> inRequests = inRequests();
        List<String> parts = new ArrayList<>();
        inRequests.stream()
                .filter(name -> named.get(name).getDiscriminator() != null)
                .forEach(name -> collect(reference(name), parts));
        visit((path, schema) -> {
            String owner = path.replaceFirst("[.\\[{].*", "");
            if (schema.getRef() != null && inRequests.contains(owner) && !parts.contains(owner)) {
                schema.setRef(inputs(schema.getRef(), parts));
            }
        });
        Map<String, Schema> inputs = new LinkedHashMap<>();
        parts.forEach(name -> inputs.put(name + INPUT, inputOf(named.get(name), parts)));
        named.putAll(inputs);
    }

    private static String inputs(String reference, List<String> names) {
        return names.contains(nameIn(reference)) ? reference + INPUT : reference;
    }

    private static Schema inputOf(Schema schema, List<String> names) {
        if (schema.getRef() != null) {
            return reference(nameIn(inputs(schema.getRef(), names))).description(schema.getDescription());
        }
        if (schema.getDiscriminator() != null) {
            Schema union = OASFactory.createSchema()
                    .description(schema.getDescription())
                    .discriminator(OASFactory.createDiscriminator()
                            .propertyName(schema.getDiscriminator().getPropertyName()));
            schema.getDiscriminator()
                    .getMapping()
                    .forEach((type, reference) -> union.getDiscriminator().addMapping(type, inputs(reference, names)));
            schema.getOneOf().forEach(variant -> union.addOneOf(inputOf(variant, names)));
            return union;
        }
        Schema copy = copyOf(schema).enumeration(schema.getEnumeration()).deprecated(schema.getDeprecated());
        if (schema.getItems() != null) {
            copy.items(inputOf(schema.getItems(), names));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((member, part) -> copy.addProperty(member, inputOf(part, names)));
            schema.getProperties().entrySet().stream()
                    .filter(member -> isType(member.getValue()))
                    .forEach(member -> copy.addRequired(member.getKey()));
        }
        return copy;
    }

    /** Removes the inputs of which there are only patches. */
    void removeUnusedInputs() {
        List<String> inRequests = inRequests();
        named.keySet().removeIf(name -> name.endsWith(INPUT) && !inRequests.contains(name));
    }

    /** Forbids unknown members in requests; responses may gain members. */
    void forbidUnknown() {
        List<String> inResponses = inResponses();
        inRequests().stream()
                .filter(name -> !inResponses.contains(name))
                .forEach(name -> named.get(name)
                        .additionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false)));
    }

    /** Returns the names of the schemas of requests. */
    private List<String> inRequests() {
        List<String> names = new ArrayList<>();
        operations().forEach(operation -> {
            if (operation.getRequestBody() != null) {
                collect(operation.getRequestBody().getContent(), names);
            }
        });
        return names;
    }

    /** Returns the names of the schemas of responses. */
    private List<String> inResponses() {
        List<String> names = new ArrayList<>();
        contents().forEach(content -> collect(content, names));
        return names;
    }

    private void collect(Content content, List<String> names) {
        if (content != null) {
            content.getMediaTypes().values().forEach(media -> collect(media.getSchema(), names));
        }
    }

    private void collect(Schema schema, List<String> names) {
        if (schema == null) {
            return;
        }
        if (schema.getRef() != null) {
            String name = nameIn(schema.getRef());
            if (!names.contains(name)) {
                names.add(name);
                collect(named.get(name), names);
            }
        }
        parts(schema).forEach(part -> collect(part, names));
    }

    /** Calls a visitor with every schema and its path. */
    void visit(BiConsumer<String, Schema> visitor) {
        named.forEach((name, schema) -> visit(name, schema, visitor));
    }

    private void visit(String name, Schema schema, BiConsumer<String, Schema> visitor) {
        visitor.accept(name, schema);
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((member, part) -> visit(name + "." + member, part, visitor));
        }
        if (schema.getItems() != null) {
            visit(name + "[]", schema.getItems(), visitor);
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            visit(name + "{}", schema.getAdditionalPropertiesSchema(), visitor);
        }
    }

    private static List<Schema> parts(Schema schema) {
        List<Schema> parts = new ArrayList<>();
        Consumer<List<Schema>> add = several -> Optional.ofNullable(several).ifPresent(parts::addAll);
        add.accept(schema.getOneOf());
        add.accept(schema.getAnyOf());
        add.accept(schema.getAllOf());
        Optional.ofNullable(schema.getItems()).ifPresent(parts::add);
        Optional.ofNullable(schema.getProperties()).ifPresent(properties -> parts.addAll(properties.values()));
        return parts;
    }

    private List<Operation> operations() {
        return contract.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .toList();
    }

    private List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        operations()
                .forEach(operation -> operation
                        .getResponses()
                        .getAPIResponses()
                        .values()
                        .forEach(response ->
                                Optional.ofNullable(response.getContent()).ifPresent(contents::add)));
        return contents;
    }

    static String nameIn(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    static Schema reference(String name) {
        return OASFactory.createSchema().ref(PREFIX + name);
    }
}
