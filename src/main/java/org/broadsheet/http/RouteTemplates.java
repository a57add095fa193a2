package org.broadsheet.http;

import java.util.Set;

/** The routes of a part of the program, which are the labels of request timings. Beans of this type are found. */
public interface RouteTemplates {

    /** Paths with their parameters in braces. */
    Set<String> templates();
}
