package org.isnad;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;

import org.isnad.http.ProblemMapping;
import org.isnad.web.Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;

/** No query holds a connection for long: it is ended, and the client told to ask again. */
@QuarkusTest
class QueryTimeTest {

    @Inject
    EntityManager entities;

    /** Rows without end. */
    String endless() {
        return "select count(*) from system_range(1, 1000000000000) where mod(x, 7) = 3";
    }

    @Test
    void anEndlessQueryEnds() {
        RuntimeException ended = assertThrows(RuntimeException.class, () -> QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(endless(), Long.class).getSingleResult()));
        Throwable cause = ended;
        while (!(cause instanceof SQLException)) {
            assertNotNull(cause, ended::toString);
            cause = cause.getCause();
        }
        Assertions.assertEquals(Problem.UNAVAILABLE, Problem.of(ProblemMapping.of(ended)));
    }
}
