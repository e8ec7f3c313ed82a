package org.isnad.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void everyProblemIsNamed() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (Problem problem : Problem.values()) {
            String name = problem.type().toString().replace("urn:isnad:problem:", "");
            assertTrue(readme.contains(name), name);
        }
    }
}
