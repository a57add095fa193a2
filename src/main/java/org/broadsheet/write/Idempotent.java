package org.broadsheet.write;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A POST that takes {@code Idempotency-Key}: sent again with the same key and content, it answers what it answered
 * first. Stands beside {@code @Transactional}, since the answer is kept in the transaction of what the request does.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {}
