package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** The script that the service gives away, run as a reader would; where there is no Python, {@link HashChain} does the same. */
@QuarkusTest
class VerifyScriptTest {

    private static final Path SCRIPT = Path.of("src", "main", "resources", "META-INF", "resources", "verify.py");

    @TestHTTPResource
    URI service;

    @Test
    void itVerifiesACrisisAndNoticesAWrongRule() throws Exception {
        assumeTrue(run("-c", "pass").exit == 0, "no Python 3");
        String crisis = Api.newCrisis();
        String record = Api.newRecord(crisis, "kz-mvd", "2022-01-05", 8);
        Api.append(record, Api.retraction(crisis, "tass", "2022-01-07", 1)).then().statusCode(201);
        String root = service.toString().replaceFirst("/$", "");

        Result verified = run(SCRIPT.toString(), root, crisis);
        assertEquals(0, verified.exit, verified.output);
        assertTrue(verified.output.startsWith(crisis + ": 2 revisions verified"), verified.output);

        Path other = Files.createTempFile("verify", ".py");
        Files.writeString(other, Files.readString(SCRIPT).replace(" status ", " "));
        Result broken = run(other.toString(), root, crisis);
        assertEquals(1, broken.exit, broken.output);
        assertTrue(broken.output.contains("BROKEN at position 1"), broken.output);
    }

    private record Result(int exit, String output) {
    }

    private static Result run(String... arguments) throws InterruptedException {
        try {
            String[] command = new String[arguments.length + 1];
            command[0] = "python3";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            return new Result(-1, e.getMessage());
        }
    }
}
