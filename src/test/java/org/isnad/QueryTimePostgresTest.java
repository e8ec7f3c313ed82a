package org.isnad;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class QueryTimePostgresTest extends QueryTimeTest {

    @Override
    String endless() {
        return "select count(*) from generate_series(1, 1000000000000) x where mod(x, 7) = 3";
    }
}
