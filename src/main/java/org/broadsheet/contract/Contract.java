package org.broadsheet.contract;

import static java.util.Map.entry;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.broadsheet.content.story.RelatedStory;
import org.broadsheet.content.story.StoryListParameters;
import org.broadsheet.content.story.StoryRepresentation;
import org.broadsheet.content.story.StoryResource;
import org.broadsheet.content.taxonomy.EditorialTaxonomyResource;
import org.broadsheet.discovery.related.RelatedResource;
import org.broadsheet.discovery.search.SearchResource;
import org.broadsheet.editorial.preview.PreviewResource;
import org.broadsheet.editorial.story.EditorialListQuery;
import org.broadsheet.editorial.story.EditorialStory;
import org.broadsheet.editorial.story.EditorialStoryResource;
import org.broadsheet.editorial.story.RevisionRepresentation;
import org.broadsheet.editorial.story.StoryInput;
import org.broadsheet.identity.audit.AuditResource;
import org.broadsheet.identity.key.KeyResource;
import org.broadsheet.integration.changefeed.ChangeResource;
import org.broadsheet.integration.changefeed.ChangeStreamResource;
import org.broadsheet.integration.webhook.DeliveryResource;
import org.broadsheet.platform.http.Surface;
import org.broadsheet.platform.paging.PageRequest;
import org.broadsheet.platform.query.QueryParameter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * Completes the contract that is generated from the resources with the query parameters and all possible responses.
 * Runs when Broadsheet is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Contract implements OASFilter {

    /** The query parameters by operation; the same objects parse its requests. */
    static final Map<String, List<QueryParameter<?>>> PARAMETERS = Map.ofEntries(
            entry("listStories", StoryListParameters.ALL),
            entry("getStory", StoryResource.GET_PARAMETERS),
            entry("listRelatedStories", RelatedResource.PARAMETERS),
            entry("listCategories", PageRequest.PARAMETERS),
            entry("getCategory", List.of()),
            entry("listCategoryStories", StoryListParameters.without(StoryListParameters.CATEGORY)),
            entry("listAuthors", PageRequest.PARAMETERS),
            entry("getAuthor", List.of()),
            entry("listAuthorStories", StoryListParameters.without(StoryListParameters.AUTHOR)),
            entry("listTags", PageRequest.PARAMETERS),
            entry("getTag", List.of()),
            entry("listTagStories", StoryListParameters.without(StoryListParameters.TAG)),
            entry("listCollections", PageRequest.PARAMETERS),
            entry("getCollection", List.of()),
            entry("listCollectionStories", PageRequest.PARAMETERS),
            entry("search", SearchResource.SEARCH_PARAMETERS),
            entry("suggest", SearchResource.SUGGEST_PARAMETERS),
            entry("listChanges", ChangeResource.LIST_PARAMETERS),
            entry("streamChanges", ChangeStreamResource.PARAMETERS),
            entry("getPreview", PreviewResource.PARAMETERS),
            entry("listEditorialStories", EditorialListQuery.PARAMETERS),
            entry("createStory", List.of()),
            entry("getEditorialStory", List.of()),
            entry("saveStory", List.of()),
            entry("deleteStory", List.of()),
            entry("publishStory", List.of()),
            entry("unpublishStory", List.of()),
            entry("unscheduleStory", List.of()),
            entry("listRevisions", PageRequest.PARAMETERS),
            entry("getRevision", List.of()),
            entry("diffRevisions", EditorialStoryResource.DIFF_PARAMETERS),
            entry("restoreRevision", List.of()),
            entry("listPreviewTokens", PageRequest.PARAMETERS),
            entry("createPreviewToken", List.of()),
            entry("revokePreviewToken", List.of()),
            entry("listEditorialCategories", PageRequest.PARAMETERS),
            entry("createCategory", List.of()),
            entry("getEditorialCategory", List.of()),
            entry("changeCategory", List.of()),
            entry("deleteCategory", EditorialTaxonomyResource.DELETE_PARAMETERS),
            entry("listEditorialAuthors", PageRequest.PARAMETERS),
            entry("createAuthor", List.of()),
            entry("getEditorialAuthor", List.of()),
            entry("changeAuthor", List.of()),
            entry("deleteAuthor", EditorialTaxonomyResource.DELETE_PARAMETERS),
            entry("listEditorialTags", PageRequest.PARAMETERS),
            entry("createTag", List.of()),
            entry("getEditorialTag", List.of()),
            entry("changeTag", List.of()),
            entry("deleteTag", EditorialTaxonomyResource.DELETE_PARAMETERS),
            entry("listEditorialCollections", PageRequest.PARAMETERS),
            entry("createCollection", List.of()),
            entry("getEditorialCollection", List.of()),
            entry("changeCollection", List.of()),
            entry("deleteCollection", List.of()),
            entry("listKeys", PageRequest.PARAMETERS),
            entry("createKey", List.of()),
            entry("getKey", List.of()),
            entry("revokeKey", KeyResource.REVOKE_PARAMETERS),
            entry("listWebhooks", PageRequest.PARAMETERS),
            entry("createWebhook", List.of()),
            entry("getWebhook", List.of()),
            entry("changeWebhook", List.of()),
            entry("deleteWebhook", List.of()),
            entry("rotateWebhookSecret", List.of()),
            entry("listWebhookDeliveries", DeliveryResource.LIST_PARAMETERS),
            entry("getWebhookDelivery", List.of()),
            entry("replayWebhookDelivery", List.of()),
            entry("replayWebhook", List.of()),
            entry("pingWebhook", List.of()),
            entry("listAuditEntries", AuditResource.PARAMETERS));

    /** Schemas that the generator leaves unreferenced: the generic page, and the wrapper of request bodies. */
    private static final List<String> UNREFERENCED = List.of("Page", "org.broadsheet.platform.json.JsonContent");

    /** Schemas of records that unwrap others. */
    private static final Map<String, Class<?>> UNWRAPPING = Map.of(
            "Story", StoryRepresentation.class,
            "RelatedStory", RelatedStory.class,
            "StoryInput", StoryInput.class,
            "EditorialStory", EditorialStory.class,
            "Revision", RevisionRepresentation.class);

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        About.describe(contract);
        UNREFERENCED.forEach(contract.getComponents()::removeSchema);
        Schemas schemas = new Schemas(contract);
        List.of("BodyBlock", "ChangeItem").forEach(schemas::nameTypes);
        UNWRAPPING.forEach(schemas::putInOrder);
        schemas.namePages();
        schemas.simplifyReferences();
        Components.addTo(contract.getComponents());
        Webhooks.addTo(contract);
        contract.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations()
                        .forEach((method, operation) -> complete(path, method, operation, schemas)));
        Links.addTo(contract);
        schemas.separateInputs();
        schemas.closeWhatIsOnlyRead();
        schemas.visit(Bounds::complete);
        schemas.publish();
        SharedParameters.of(contract);
        About.putInOrder(contract);
    }

    private static void complete(String path, PathItem.HttpMethod method, Operation operation, Schemas schemas) {
        List<QueryParameter<?>> parameters = PARAMETERS.get(operation.getOperationId());
        if (parameters == null) {
            throw new IllegalStateException("%s %s: Contract has no query parameters for %s"
                    .formatted(method, path, operation.getOperationId()));
        }
        Responses responses = Surface.of(path) == Surface.DELIVERY
                ? new DeliveryResponses(path, operation)
                : new EditorialResponses(path, method, operation, schemas);
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(PathParameters::describe);
        }
        parameters.forEach(parameter -> {
            operation.addParameter(parameter.contract());
            parameter.namedSchema().ifPresent(choice -> schemas.addChoice(choice.getKey(), choice.getValue()));
        });
        responses.describe();
        Access.describe(operation);
    }
}
