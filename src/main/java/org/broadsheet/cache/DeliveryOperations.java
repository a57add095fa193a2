package org.broadsheet.cache;

import java.util.List;
import java.util.Optional;
import org.broadsheet.http.Parameter;

/** Knows what can be asked of delivery. */
public interface DeliveryOperations {

    /**
     * @param template the path with its parameters in braces
     * @param parameters of the query
     */
    record Operation(String template, List<Parameter<?>> parameters) {}

    /** The operation that reads from an address; empty if there is none whose answers may be kept. */
    Optional<Operation> reading(String path);
}
