package org.broadsheet.platform.write;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The content of a request that needs none: nothing, or an object without members. */
@Schema(hidden = true)
public record NoContent() {}
