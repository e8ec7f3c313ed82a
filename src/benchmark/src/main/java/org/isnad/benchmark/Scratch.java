package org.isnad.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that is deleted at the end. */
record Scratch(Path path) implements AutoCloseable {

    /** Creates a directory that {@link Cleanup} deletes. */
    static Scratch create() throws IOException {
        return Cleanup.register(new Scratch(Files.createTempDirectory("isnad-benchmark")));
    }

    /** Writes lines to a new file and returns its path. */
    Path write(List<String> lines) {
        try {
            return Files.write(Files.createTempFile(path, "load", ""), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
