package org.broadsheet.platform.monitoring;

import java.util.Set;

/** The routes of a part of the program, which are labels of request timings. The beans of this type are collected. */
public interface RouteTemplates {

    /** Returns paths with their parameters in braces. */
    Set<String> templates();
}
