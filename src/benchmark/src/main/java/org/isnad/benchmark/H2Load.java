package org.isnad.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A load by h2load over HTTP/1.1, with one thread. */
final class H2Load implements Load {

    private final Scratch scratch;

    H2Load(Scratch scratch) {
        this.scratch = scratch;
    }

    @Override
    public String name() {
        return "h2load";
    }

    @Override
    public Result run(URI base, Request request, int connections, int seconds) {
        Path log = scratch.write(List.of());
        List<String> uris = request.paths().stream().map(path -> base + path).toList();
        List<String> command = new ArrayList<>(List.of("h2load", "--h1", "-t1", "-c" + connections, "-D" + seconds,
                "--log-file=" + log, "-i", scratch.write(uris).toString()));
        if (request.body() != null) {
            command.addAll(List.of("-d", scratch.write(List.of(request.body())).toString()));
        }
        request.headers().forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
        Child.start(command, Map.of(), scratch.write(List.of())).output();
        return result(log, seconds);
    }

    /**
     * Reads a log of h2load: a line per response with its start, its status, and its latency in microseconds. The status is
     * -1 if there was no response, and 0 if the response has no reason phrase, such as those of Tomcat.
     */
    private static Result result(Path log, int seconds) {
        try {
            List<String[]> responses = Files.readAllLines(log).stream().map(line -> line.split("\t")).toList();
            long errors = responses.stream().mapToInt(fields -> Integer.parseInt(fields[1]))
                    .filter(status -> status < 0 || status >= 400).count();
            return Result.of(responses.stream().mapToLong(fields -> Long.parseLong(fields[2])).toArray(), seconds, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
