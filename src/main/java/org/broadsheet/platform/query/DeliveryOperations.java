package org.broadsheet.platform.query;

import java.util.List;
import java.util.Optional;

/** The delivery operations whose responses may be cached. */
public interface DeliveryOperations {

    /**
     * @param template the path with its parameters in braces
     * @param parameters of the query
     */
    record Operation(String template, List<QueryParameter<?>> parameters) {}

    /** Returns the operation that reads from a path; empty if there is none whose responses may be cached. */
    Optional<Operation> reading(String path);
}
