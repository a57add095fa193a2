package org.broadsheet.platform.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares how the responses of an operation differ from those of all operations of its kind. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Responds {

    /** A cache may store the response, and must validate it before each reuse. */
    String REVALIDATED = "no-cache";

    /** No cache may store the response. */
    String NOT_STORED = "no-store";

    /** No cache may store the response, which only this client may see. */
    String PRIVATE = "private, no-store";

    /** Further statuses: 308 for a former slug, or those of problems, such as 410. */
    int[] value();

    /** The {@code Cache-Control} of a delivery operation whose responses Broadsheet does not cache. */
    String cacheControl() default "";
}
