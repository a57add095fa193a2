package org.broadsheet.platform.json;

/** JSON Merge Patch (RFC 7396), the format of every partial update. */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}
}
