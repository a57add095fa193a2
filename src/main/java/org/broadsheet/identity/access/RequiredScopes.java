package org.broadsheet.identity.access;

import java.util.List;
import java.util.Set;

/** The scopes that operations require. */
public interface RequiredScopes {

    /** @return the scopes of each operation that a path may belong to; empty if it belongs to none */
    List<Set<String>> of(String method, String path);
}
