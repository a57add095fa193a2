package org.broadsheet.access;

import java.util.List;
import java.util.Set;

/** Knows what scopes operations take. */
public interface RequiredScopes {

    /** @return the scopes of each operation that an address may be of; empty where it is of none */
    List<Set<String>> of(String method, String path);
}
