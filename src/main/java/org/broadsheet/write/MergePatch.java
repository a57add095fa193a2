package org.broadsheet.write;

/** JSON Merge Patch (RFC 7396), the form of every change to a part of something. */
public final class MergePatch {

    public static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}
}
