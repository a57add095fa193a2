package org.broadsheet.site.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/**
 * The contract as the API reference shows it: with the guide as its introduction, and with the public URL as its
 * server. The contract itself has neither, because generators copy the introduction into every file, and every node
 * serves the same contract.
 */
final class ReferenceContract {

    /** Placeholder in the guide for the public URL. */
    private static final String PUBLIC_URL = "{public-url}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String publicUrl;

    ReferenceContract(String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** @return the contract in JSON */
    String of(String contract, String guide) {
        try {
            ObjectNode changed = (ObjectNode) JSON.readTree(contract);
            changed.withObject("/info").put("description", guide.replace(PUBLIC_URL, publicUrl));
            changed.putArray("servers").addObject().put("url", publicUrl);
            // The reference omits internal operations, but subscribers need to read about the events.
            for (JsonNode event : changed.path("webhooks")) {
                event.forEach(operation -> ((ObjectNode) operation).remove("x-internal"));
            }
            return JSON.writeValueAsString(changed);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
