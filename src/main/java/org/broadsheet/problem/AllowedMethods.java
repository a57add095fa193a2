package org.broadsheet.problem;

import java.util.List;

/** Knows what the framework does not say when it refuses a method: which ones the address takes. */
public interface AllowedMethods {

    /** @return upper-case names, for the {@code Allow} header */
    List<String> at(String path);
}
