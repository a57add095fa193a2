package org.broadsheet;

import jakarta.persistence.Entity;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Lets no response of any test have an entity in it: what clients see is listed in a representation. */
public class NoEntities {

    /** Before the responses are serialised. */
    @ServerResponseFilter(priority = Priorities.USER + 2_000)
    public void check(ContainerResponseContext response) throws ReflectiveOperationException {
        if (response.hasEntity()) {
            check(response.getEntity());
        }
    }

    static void check(Object value) throws ReflectiveOperationException {
        if (value == null) {
            return;
        }
        if (value.getClass().isAnnotationPresent(Entity.class)) {
            throw new AssertionError("The response has an entity: " + value.getClass());
        }
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                check(element);
            }
        } else if (value instanceof Map<?, ?> members) {
            check(members.values());
        } else if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                check(component.getAccessor().invoke(value));
            }
        }
    }
}
