package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isnad.chain.IndexCheck;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** After each test of the running service, what is in memory equals what is stored. */
public class IndexCheckAfterEach implements QuarkusTestAfterEachCallback {

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        assertEquals(0, Arc.container().instance(IndexCheck.class).get().check(), "indexes that differ from the database");
    }
}
