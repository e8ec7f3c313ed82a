package org.isnad;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class FigurePagePostgresTest extends FigurePageTest {
}
