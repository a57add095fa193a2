package org.broadsheet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.broadsheet.content.WrongResources;
import org.broadsheet.platform.http.RequestHandlerOrder;
import org.jboss.resteasy.reactive.RestQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.broadsheet");

    /** From the highest area to the lowest: each depends only on those after it. */
    private static final List<String> AREAS = List.of(
            "site",
            "editorial",
            "integration",
            "discovery",
            "content",
            "delivery",
            "identity",
            "changelog",
            "contract",
            "platform");

    private static final List<Class<? extends Annotation>> SCOPES =
            List.of(ApplicationScoped.class, RequestScoped.class, Singleton.class, Dependent.class);

    @Test
    void everyClassIsInAnArea() {
        classes()
                .that(are(resideOutsideOfPackage("org.broadsheet")))
                .should()
                .resideInAnyPackage(packagesOf(AREAS))
                .check(CLASSES);
    }

    @Test
    void anAreaDependsOnlyOnThoseBelowIt() {
        for (int area = 1; area < AREAS.size(); area++) {
            noClasses()
                    .that(are(resideInAnyPackage(packagesOf(List.of(AREAS.get(area))))))
                    .should()
                    .dependOnClassesThat(are(resideInAnyPackage(packagesOf(AREAS.subList(0, area)))))
                    .check(CLASSES);
        }
    }

    private static String[] packagesOf(List<String> areas) {
        return areas.stream().map("org.broadsheet.%s.."::formatted).toArray(String[]::new);
    }

    @Test
    void featuresDependOnEachOtherInOneDirection() {
        slices().matching("org.broadsheet.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingKnowsOfTheFastPath() {
        noClasses()
                .that(are(resideOutsideOfPackage("org.broadsheet.delivery.fastpath")))
                .should()
                .dependOnClassesThat(are(resideInAPackage("org.broadsheet.delivery.fastpath")))
                .check(CLASSES);
    }

    /** Quarkus ignores a bean with several constructors if none is for injection, and logs nothing. */
    @Test
    void aBeanWithSeveralConstructorsHasOneForInjection() {
        assertThat(CLASSES.stream()
                        .filter(bean -> SCOPES.stream().anyMatch(bean::isAnnotatedWith))
                        .filter(bean -> bean.getConstructors().size() > 1)
                        .filter(bean -> bean.getConstructors().stream()
                                .noneMatch(constructor -> constructor.isAnnotatedWith(Inject.class)))
                        .map(JavaClass::getName))
                .isEmpty();
    }

    /** Responses that are built from objects are checked by {@link NoEntities}, in every test over HTTP. */
    @Test
    void noEntityIsInTheSignatureOfAnEndpoint() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should(new ArchCondition<>("have no entity in their signature, nor in what is in it") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        reachable(method.getAllInvolvedRawTypes()).stream()
                                .filter(type -> type.isAnnotatedWith(Entity.class))
                                .forEach(type -> events.add(
                                        SimpleConditionEvent.violated(method, method.getFullName() + " has " + type)));
                    }
                })
                .check(CLASSES);
    }

    /** Types of this program with those of their members, which JSON shows. */
    private static Set<JavaClass> reachable(Set<JavaClass> types) {
        Set<JavaClass> reached = new HashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>(types);
        while (!open.isEmpty()) {
            JavaClass type = open.remove();
            if (type.getPackageName().startsWith("org.broadsheet") && reached.add(type) && type.isRecord()) {
                type.getFields().forEach(field -> open.addAll(field.getAllInvolvedRawTypes()));
            }
        }
        return reached;
    }

    @Test
    void everyEndpointSaysWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .beAnnotatedWith(PermitAll.class)
                .orShould()
                .beAnnotatedWith(RolesAllowed.class)
                .check(CLASSES);
    }

    private static final Set<String> READERS_OF_A_TARGET =
            Set.of("query", "queryParam", "queryParams", "getParam", "params", "uri", "absoluteURI", "getQueryString");

    /**
     * The argument of an operation declares its query, which is read strictly before the operation runs. The areas below
     * content read the whole target, such as for the key of the cache, and a redirect repeats it.
     */
    private static final ArchRule STRICT_QUERY = classes()
            .that(are(resideInAnyPackage(packagesOf(AREAS.subList(0, AREAS.indexOf("delivery"))))))
            .should(new ArchCondition<>("leave the reading of the query to RequestQuery") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Stream.concat(
                                    type.getDirectDependenciesFromSelf().stream()
                                            .filter(dependency -> READERS_OF_A_QUERY.stream()
                                                    .anyMatch(dependency.getTargetClass()::isAssignableTo))
                                            .map(Dependency::getDescription),
                                    Stream.<JavaCodeUnitAccess<?>>concat(
                                                    type.getMethodCallsFromSelf().stream(),
                                                    type.getMethodReferencesFromSelf().stream())
                                            .filter(access -> READERS_OF_A_TARGET.contains(
                                                    access.getTarget().getName()))
                                            .filter(access ->
                                                    REQUESTS.stream().anyMatch(access.getTargetOwner()::isAssignableTo))
                                            .map(JavaCodeUnitAccess::getDescription))
                            .forEach(description -> events.add(SimpleConditionEvent.violated(type, description)));
                }
            });

    private static final List<Class<?>> READERS_OF_A_QUERY =
            List.of(UriInfo.class, QueryParam.class, RestQuery.class, BeanParam.class, ContainerRequestContext.class);

    private static final List<Class<?>> REQUESTS = List.of(RoutingContext.class, HttpServerRequest.class);

    @Test
    void noFeatureReadsTheQueryItself() {
        STRICT_QUERY.check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                WrongResources.OfUri.class,
                WrongResources.OfParameter.class,
                WrongResources.OfRestQuery.class,
                WrongResources.OfBean.class,
                WrongResources.OfRoutingContext.class,
                WrongResources.OfRequest.class,
                WrongResources.ByReference.class,
                WrongResources.OfRequestContext.class
            })
    void aFeatureThatReadsTheQueryItselfIsFound(Class<?> wrong) {
        assertThat(STRICT_QUERY
                        .evaluate(new ClassFileImporter().importClasses(wrong))
                        .getFailureReport()
                        .getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(wrong.getName()));
    }

    /** A migration that landed must not change when the program does. */
    @Test
    void migrationsDependOnNoOtherCodeOfTheProgram() {
        noClasses()
                .should()
                .dependOnClassesThat(are(resideInAPackage("org.broadsheet..")))
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("db.migration"));
    }

    @Test
    void packagesAreNamedForFeatures() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..common..", "..dto..", "..impl..", "..helper..")
                .check(CLASSES);
    }

    @Test
    void oneEnumOrdersTheRequestHandlers() {
        noClasses()
                .that(are(not(belongToAnyOf(RequestHandlerOrder.class))))
                .should()
                .callMethod(Route.class, "order", int.class)
                .check(CLASSES);
    }

    /** In Turkish, the lower case of I is another letter than i. ArchUnit's own rule for calls ignores method references. */
    @Test
    void noCaseChangesWithTheLanguageOfTheMachine() {
        classes()
                .should(new ArchCondition<>("name the locale of a change of case") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Stream.<JavaCodeUnitAccess<?>>concat(
                                        type.getMethodCallsFromSelf().stream(),
                                        type.getMethodReferencesFromSelf().stream())
                                .filter(access -> CASE_OF_MACHINE.contains(
                                        access.getTarget().getFullName()))
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(access, access.getDescription())));
                    }
                })
                .check(CLASSES);
    }

    private static final Set<String> CASE_OF_MACHINE =
            Set.of("java.lang.String.toLowerCase()", "java.lang.String.toUpperCase()");
}
