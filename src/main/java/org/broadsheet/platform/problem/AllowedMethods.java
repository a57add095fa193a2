package org.broadsheet.platform.problem;

import java.util.List;

/** Lists the methods of a path, for responses with 405; the framework does not report them. */
public interface AllowedMethods {

    /** @return upper-case names, for the {@code Allow} header */
    List<String> at(String path);
}
