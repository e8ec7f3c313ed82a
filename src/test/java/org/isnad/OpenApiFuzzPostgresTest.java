package org.isnad;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OpenApiFuzzPostgresTest.Apart.class)
class OpenApiFuzzPostgresTest extends OpenApiFuzzTest {

    /** A server of its own. */
    public static class Apart extends OnPostgres {
    }

    @Override
    int requests() {
        return 2_000;
    }
}
