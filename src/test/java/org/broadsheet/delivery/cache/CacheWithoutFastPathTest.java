package org.broadsheet.delivery.cache;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.broadsheet.delivery.fastpath.WithoutFastPath;
import org.junit.jupiter.api.Tag;

@QuarkusTest
@TestProfile(WithoutFastPath.class)
@Tag("profile")
@Tag("endurance")
class CacheWithoutFastPathTest extends CacheTest {}
