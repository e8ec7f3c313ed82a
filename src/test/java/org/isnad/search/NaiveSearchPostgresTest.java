package org.isnad.search;

import org.isnad.OnPostgres;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class NaiveSearchPostgresTest extends NaiveSearchTest {
}
