package org.broadsheet.platform.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.junit.jupiter.api.Test;

class RequestQueryTest {

    private static final QueryParameter<String> Q = QueryParameter.words("q", 20);
    private static final QueryParameter<String> TAG = QueryParameter.name("tag").repeated(5);
    private static final QueryParameter<Integer> LIMIT = QueryParameter.integer("limit", 1, 100, 20);
    private static final QueryParameter<Integer> NEEDED =
            QueryParameter.integer("year", 1, 9_999, 2_026).required();

    private static RequestQuery read(String query) {
        return Requests.read("/v1/search" + query, Q, TAG, LIMIT);
    }

    private static String rejection(String query, QueryParameter<?>... accepted) {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> Requests.read("/v1/search" + query, accepted));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_PARAMETER);
        return problem.getMessage();
    }

    @Test
    void valuesAndDefaultsAreFound() {
        RequestQuery query = read("?q=memory+chips&tag=b&tag=a");

        assertThat(query.find(Q)).contains("memory chips");
        assertThat(query.all(TAG)).containsExactly("a", "b");
        assertThat(query.find(LIMIT)).isEmpty();
        assertThat(query.get(LIMIT)).isEqualTo(20);
        assertThat(query.all(Q)).hasSize(1);
        assertThat(read("").all(TAG)).isEmpty();
    }

    @Test
    void everyErrorIsNamedAtOnceInTheOrderOfTheNames() {
        assertThat(rejection("?limit=0&colour=red&q=%FF&tag=A", Q, TAG, LIMIT))
                .isEqualTo("colour: is unknown; accepted: q, tag, limit; limit: accepts a whole number from 1 to 100;"
                        + " q: must be percent-encoded UTF-8;"
                        + " tag: accepts a slug such as two-words, or an id (UUID); at most 5 values");
    }

    @Test
    void namesAreCaseSensitive() {
        assertThat(rejection("?Q=memory", Q)).isEqualTo("Q: is unknown; accepted: q");
    }

    @Test
    void anEndpointWithoutParametersSaysSo() {
        assertThat(rejection("?q=memory")).isEqualTo("q: is unknown; no parameters are accepted");
    }

    @Test
    void aRequiredParameterMustBeThere() {
        assertThat(rejection("", NEEDED)).isEqualTo("year: is required; accepts a whole number from 1 to 9999");
        assertThat(rejection("?year=%FF", NEEDED)).isEqualTo("year: must be percent-encoded UTF-8");
        assertThat(rejection("?year=", NEEDED)).isEqualTo("year: accepts a whole number from 1 to 9999");
    }

    @Test
    void aLongUnknownNameIsShortenedBetweenCharacters() {
        assertThat(rejection("?" + "%F0%9F%97%9E".repeat(1_000) + "=1", Q))
                .isEqualTo("🗞".repeat(60) + "…: is unknown; accepted: q");
    }

    @Test
    void equivalentRequestsForAListHaveTheSameBindingWithAnyLimit() {
        assertThat(read("?tag=b&tag=a&q=memory&limit=5").binding())
                .isEqualTo(read("?q=memory&tag=a&tag=b").binding())
                .isNotEqualTo(read("?q=memory&tag=a").binding());
        assertThat(read("?q=memory").binding())
                .isNotEqualTo(Requests.read("/v1/stories?q=memory", Q).binding());
    }
}
