package org.isnad.formats;

import org.isnad.OnPostgres;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OnPostgres.class)
class DocumentsPostgresTest extends DocumentsTest {
}
