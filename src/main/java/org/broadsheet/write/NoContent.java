package org.broadsheet.write;

/** The content of a request that takes none: nothing, or an object without members. */
public record NoContent() {}
