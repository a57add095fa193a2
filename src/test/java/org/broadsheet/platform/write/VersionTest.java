package org.broadsheet.platform.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.broadsheet.platform.history.CurrentVersion;
import org.broadsheet.platform.problem.ProblemException;
import org.broadsheet.platform.problem.ProblemType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

    private static final int CURRENT = 7;

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "*", " * ", "W/\"7\"", "\"6\", \"7\"", "\"6\",W/\"7\"", " \"7\" "})
    void aClientThatHasReadTheVersionMayChangeIt(String ifMatch) {
        assertThatCode(() -> check(ifMatch)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "\"77\"", "7", "\"7", "w/\"7\"", "W/ \"7\"", "\"*\"", ",", "\"6\", *", "\"\""})
    void aClientThatHasReadAnotherOneMayNot(String ifMatch) {
        assertThat(rejection(ifMatch)).isEqualTo(ProblemType.PRECONDITION_FAILED);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t"})
    void aClientMustNameAVersion(String ifMatch) {
        assertThat(rejection(ifMatch)).isEqualTo(ProblemType.PRECONDITION_REQUIRED);
    }

    private static void check(String ifMatch) {
        Version.check(
                ifMatch, CURRENT, read -> new CurrentVersion(Version.tag(CURRENT), null, null, null, null, null, null));
    }

    private static ProblemType rejection(String ifMatch) {
        return catchThrowableOfType(ProblemException.class, () -> check(ifMatch))
                .type();
    }
}
