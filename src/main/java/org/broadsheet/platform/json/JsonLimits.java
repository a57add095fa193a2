package org.broadsheet.platform.json;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets other limits for the content of a request than the usual ones, which fit content without nested lists. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface JsonLimits {

    /** Maximum nesting of objects and arrays. */
    int depth();

    /** Maximum number of JSON tokens. */
    int tokens();
}
