package org.broadsheet.contract;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.broadsheet.author.AuthorResource;
import org.broadsheet.category.CategoryResource;
import org.broadsheet.collection.CollectionResource;
import org.broadsheet.http.Parameter;
import org.broadsheet.http.Slug;
import org.broadsheet.problem.ProblemType;
import org.broadsheet.related.RelatedResource;
import org.broadsheet.story.StoryListParameters;
import org.broadsheet.story.StoryResource;
import org.broadsheet.tag.TagResource;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the contract that is generated from the resources: the query parameters as they are read, the headers and
 * the problems that every answer can have. Runs when Broadsheet is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Contract implements OASFilter {

    /** The parameters of each operation, the very objects that read its requests. */
    private static final Map<String, List<Parameter<?>>> PARAMETERS = Map.ofEntries(
            entry("listStories", StoryListParameters.ALL),
            entry("getStory", StoryResource.GET_PARAMETERS),
            entry("listRelatedStories", RelatedResource.PARAMETERS),
            entry("listCategories", CategoryResource.LIST_PARAMETERS),
            entry("getCategory", List.of()),
            entry("listCategoryStories", StoryListParameters.without(StoryListParameters.CATEGORY)),
            entry("listAuthors", AuthorResource.LIST_PARAMETERS),
            entry("getAuthor", List.of()),
            entry("listAuthorStories", StoryListParameters.without(StoryListParameters.AUTHOR)),
            entry("listTags", TagResource.LIST_PARAMETERS),
            entry("getTag", List.of()),
            entry("listTagStories", StoryListParameters.without(StoryListParameters.TAG)),
            entry("listCollections", CollectionResource.LIST_PARAMETERS),
            entry("getCollection", List.of()),
            entry("listCollectionStories", CollectionResource.LIST_PARAMETERS));

    private static final String PROBLEM = "Problem";

    /** Problems that any read can end with. */
    private static final List<ProblemType> ALWAYS = List.of(
            ProblemType.INVALID_PARAMETER,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.INTERNAL_ERROR,
            ProblemType.UNAVAILABLE);

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        nameTypesOfBlocks(contract.getComponents().getSchemas());
        addComponents(contract);
        contract.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    }

    /** Jackson writes the type of a block, so no record has it as a member. */
    private static void nameTypesOfBlocks(Map<String, Schema> schemas) {
        schemas.get("Block").getDiscriminator().getMapping().forEach((type, reference) -> {
            Schema block = schemas.get(reference.substring(reference.lastIndexOf('/') + 1));
            block.addProperty(
                    "type", OASFactory.createSchema().addType(SchemaType.STRING).addEnumeration(type));
        });
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        List<Parameter<?>> parameters = PARAMETERS.get(operation.getOperationId());
        if (parameters == null) {
            throw new IllegalStateException("%s %s: say in Contract which query parameters %s has"
                    .formatted(method, path, operation.getOperationId()));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(Contract::describePathParameter);
        }
        parameters.forEach(parameter -> operation.addParameter(parameter.contract()));

        boolean named = path.contains("{");
        boolean ofStory = path.startsWith("/v1/stories/{");
        APIResponse ok = operation.getResponses().getAPIResponse("200");
        ok.description("The answer.");
        ok.getContent().getMediaType(MediaType.APPLICATION_JSON).example(example(operation.getOperationId()));
        List.of("ETag", "Last-Modified", "Cache-Control", "Vary", "X-Request-Id")
                .forEach(name -> ok.addHeader(name, headerReference(name)));
        if (operation.getOperationId().startsWith("list")
                && parameters.stream().anyMatch(p -> p.name().equals("cursor"))) {
            ok.addHeader("Link", headerReference("Link"));
        }
        ok.addHeader("Content-Encoding", headerReference("Content-Encoding"));
        operation.getResponses().addAPIResponse("304", reference("NotModified"));
        if (ofStory) {
            operation.getResponses().addAPIResponse("308", reference("Moved"));
            operation.getResponses().addAPIResponse("410", reference(component(ProblemType.GONE)));
        }
        if (named) {
            operation.getResponses().addAPIResponse("404", reference(component(ProblemType.NOT_FOUND)));
        }
        ALWAYS.forEach(type ->
                operation.getResponses().addAPIResponse(String.valueOf(type.status()), reference(component(type))));
    }

    /** An answer of the operation, shortened; kept beside the code since it is data. */
    private static Object example(String operationId) {
        String name = "/contract/" + operationId + ".json";
        try (InputStream file = Contract.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("There is no example " + name);
            }
            return new ObjectMapper().readValue(file, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void describePathParameter(org.eclipse.microprofile.openapi.models.parameters.Parameter parameter) {
        if (parameter.getIn() != In.PATH) {
            return;
        }
        parameter
                .description("Slug or id.")
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .minLength(1)
                        .maxLength(Slug.MAX_LENGTH)
                        .pattern("^(?:" + Slug.PATTERN + "|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$"));
    }

    private static void addComponents(OpenAPI contract) {
        var components = contract.getComponents();
        components.addHeader("ETag", header("Strong validator of these very bytes.", "\"Vb0C3yZzv2pX8f1K\""));
        components.addHeader(
                "Last-Modified",
                header("When anything that readers see changed last.", "Tue, 24 Nov 2026 10:00:00 GMT"));
        components.addHeader(
                "Cache-Control",
                header("How long the answer may be kept, by whom.", "public, max-age=10, s-maxage=60"));
        components.addHeader("Vary", header("What else the answer depends on.", "Accept-Encoding"));
        components.addHeader(
                "Content-Encoding", header("`gzip` where the client takes it and it is worth it.", "gzip"));
        components.addHeader(
                "Link",
                header("The next page (RFC 8288); absent on the last one.", "</v1/stories?cursor=abc>; rel=\"next\""));
        components.addHeader(
                "X-Request-Id",
                header("Names this request in the server's log; the client's own, where it sent one.", "f81d4fae"));
        components.addHeader("Location", header("Where the same request has its answer now.", "/v1/stories/new-slug"));
        components.addHeader("Allow", header("The methods that this address takes.", "GET, HEAD, OPTIONS"));
        components.addHeader("Retry-After", header("Seconds after which to try again.", "5"));

        components.addResponse(
                "NotModified",
                withHeaders(
                        OASFactory.createAPIResponse().description("What the client has is still right."),
                        "ETag",
                        "Last-Modified",
                        "Cache-Control",
                        "Vary",
                        "X-Request-Id"));
        components.addResponse(
                "Moved",
                withHeaders(
                        OASFactory.createAPIResponse().description("The story has a new slug."),
                        "Location",
                        "Cache-Control",
                        "Vary",
                        "X-Request-Id"));
        for (ProblemType type : ProblemType.values()) {
            components.addResponse(component(type), problem(type));
        }
    }

    private static APIResponse problem(ProblemType type) {
        Schema schema = OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM);
        APIResponse response = OASFactory.createAPIResponse()
                .description(type.title() + ".")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(schema)));
        withHeaders(response, "Cache-Control", "X-Request-Id");
        if (type == ProblemType.METHOD_NOT_ALLOWED) {
            withHeaders(response, "Allow");
        }
        if (type == ProblemType.UNAVAILABLE) {
            withHeaders(response, "Retry-After");
        }
        // Within delivery, what a problem is depends on nothing but the address; caches are told so all the same.
        return withHeaders(response, "Vary");
    }

    private static APIResponse withHeaders(APIResponse response, String... names) {
        List.of(names).forEach(name -> response.addHeader(name, headerReference(name)));
        return response;
    }

    private static Header header(String description, String example) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING))
                .example(example);
    }

    private static Header headerReference(String name) {
        return OASFactory.createHeader().ref("#/components/headers/" + name);
    }

    private static APIResponse reference(String component) {
        return OASFactory.createAPIResponse().ref("#/components/responses/" + component);
    }

    /** {@code invalid-parameter} is the component {@code InvalidParameter}. */
    private static String component(ProblemType type) {
        StringBuilder name = new StringBuilder();
        for (String word : type.slug().split("-")) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }
}
