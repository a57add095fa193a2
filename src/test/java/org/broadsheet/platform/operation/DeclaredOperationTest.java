package org.broadsheet.platform.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.broadsheet.platform.paging.PageParameters;
import org.broadsheet.platform.query.QueryParameter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredOperationTest {

    /** Not annotated with {@code @Path}, so that it is no resource of the program under test. */
    private static final class Methods {

        @Operation
        void without() {}

        @RolesAllowed("a:read")
        @Operation
        void with(PageParameters query) {}

        @Responds(value = 410, cacheControl = Responds.REVALIDATED)
        @Operation
        void revalidated() {}

        void undescribed() {}

        @Operation
        void named(@QueryParam("q") String query) {}

        @Operation
        void namedByTheFramework(@RestQuery String query) {}

        @Operation
        void untyped(UriInfo uri) {}

        @Operation
        void withFields(@BeanParam Fields query) {}

        @Operation
        void withFieldsByDefault(Fields query) {}

        @Operation
        void withInheritedFields(@BeanParam MoreFields query) {}

        @Operation
        void withComponents(@BeanParam Components query) {}
    }

    private static class Fields {
        @QueryParam("q")
        String query;
    }

    private static final class MoreFields extends Fields {}

    private record Components(@RestQuery String query) {}

    private static final class MethodsOfAResourceWithAField {

        @QueryParam("q")
        String query;

        @Operation
        void get() {}
    }

    private static DeclaredOperation get(String method) {
        return get(Methods.class, method);
    }

    private static DeclaredOperation get(Class<?> resource, String method) {
        Method found = Arrays.stream(resource.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return DeclaredOperation.of("/v1/things", found, "GET");
    }

    @Test
    void itsArgumentListsItsParameters() {
        assertThat(get("without").parameters()).isEmpty();
        assertThat(get("with").parameters())
                .extracting(QueryParameter::name)
                .containsExactly("limit", "cursor", "total");
    }

    @Test
    void onlyDeliveryWithoutACacheControlOfItsOwnIsCached() {
        assertThat(get("without").isCached()).isTrue();
        assertThat(get("with").isCached()).isFalse();
        assertThat(get("revalidated").isCached()).isFalse();
        assertThat(get("revalidated").statuses()).containsExactly(410);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "undescribed",
                "named",
                "namedByTheFramework",
                "untyped",
                "withFields",
                "withFieldsByDefault",
                "withInheritedFields",
                "withComponents"
            })
    void anotherDeclarationFailsTheBuild(String method) {
        assertThatThrownBy(() -> get(method))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Methods." + method + "(");
    }

    @Test
    void aMemberOfTheResourceThatReadsTheQueryFailsTheBuild() {
        assertThatThrownBy(() -> get(MethodsOfAResourceWithAField.class, "get"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOperationThatNoResourceDeclaresFailsTheBuild() {
        Operations operations = new Operations(List.of(get("without")));

        assertThat(operations.get("GET", "/v1/things").method().getName()).isEqualTo("without");
        assertThatThrownBy(() -> operations.get("GET", "/v1/others")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> operations.get("POST", "/v1/things")).isInstanceOf(IllegalStateException.class);
    }
}
