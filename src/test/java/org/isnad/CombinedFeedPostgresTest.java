package org.isnad;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(CombinedFeedPostgresTest.OwnServer.class)
class CombinedFeedPostgresTest extends CombinedFeedTest {

    /** A PostgreSQL without the crises of other tests. */
    public static class OwnServer extends OnPostgres {
    }
}
