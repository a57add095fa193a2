package org.broadsheet.delivery.fastpath;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The framework sends all responses. */
public class WithoutFastPath implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("broadsheet.fast-path.enabled", "false");
    }
}
