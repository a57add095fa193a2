package org.broadsheet.integration.webhook;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.broadsheet.changelog.ChangeType;
import org.broadsheet.contract.Contract;
import org.broadsheet.contract.HeaderPattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Adds to the contract the requests that Broadsheet sends to subscribers, one for each type of event. Generators write one class per tag, so
 * these have a tag that no operation has. No client of Broadsheet sends these requests: {@code x-internal} keeps
 * generators from writing methods for them, which do not compile in TypeScript.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Contract.PRIORITY + 1)
public class EventContract implements OASFilter {

    private static final String TAG = "Webhook events";

    private static final int HEADER_LENGTH = 1_000;

    @Override
    public void filterOpenAPI(OpenAPI contract) {
        contract.addTag(OASFactory.createTag().name(TAG));
        Stream<String> events =
                ChangeType.values().stream().filter(ChangeType::isEvent).map(ChangeType::token);
        Stream.concat(events, Stream.of(WebhookEvent.PING))
                .forEach(type ->
                        contract.addWebhook(type, OASFactory.createPathItem().POST(request(type))));
    }

    private static Operation request(String type) {
        Operation request = OASFactory.createOperation()
                .operationId("on"
                        + Arrays.stream(type.split("[.-]"))
                                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                                .reduce("", String::concat))
                .summary("`" + type + "` happened")
                .description("Sent according to Standard Webhooks 1.0: at least once, and in order for each subject.")
                .addTag(TAG)
                .extensions(Map.of("x-internal", true))
                // A subscriber verifies the signature and has no API key.
                .security(List.of())
                .requestBody(OASFactory.createRequestBody()
                        .required(true)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        "application/json",
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref("#/components/schemas/WebhookEvent")))))
                .responses(OASFactory.createAPIResponses()
                        .addAPIResponse("2XX", OASFactory.createAPIResponse().description("The event was received."))
                        .addAPIResponse(
                                "410",
                                OASFactory.createAPIResponse().description("Unsubscribes: the webhook is disabled."))
                        .addAPIResponse(
                                "default",
                                OASFactory.createAPIResponse()
                                        .description(
                                                "The event is sent again, not before `Retry-After` if present. Redirects are not"
                                                        + " followed.")));
        headers().forEach(request::addParameter);
        return request;
    }

    private static List<Parameter> headers() {
        return List.of(
                header(
                        "webhook-id",
                        "Identifies the event. The same for every attempt.",
                        "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"),
                header("webhook-timestamp", "When this attempt was made, in seconds since 1970.", "1674087231"),
                header(
                        "webhook-signature",
                        "`v1,` and the Base64 of the HMAC-SHA256 of `id.timestamp.content`. Several, separated by"
                                + " spaces, while a secret is being rotated.",
                        "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="));
    }

    private static Parameter header(String name, String description, String example) {
        return OASFactory.createParameter()
                .name(name)
                .in(Parameter.In.HEADER)
                .required(true)
                .description(description)
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .pattern(HeaderPattern.NOT_EMPTY)
                        .maxLength(HEADER_LENGTH)
                        .addExample(example));
    }
}
