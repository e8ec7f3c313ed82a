package org.isnad.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A load by wrk, with one thread. */
final class WrkLoad implements Load {

    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");

    private final Scratch scratch;
    private final Path script;

    WrkLoad(Scratch scratch) throws IOException {
        this.scratch = scratch;
        this.script = scratch.path().resolve("load.lua");
        try (InputStream source = WrkLoad.class.getResourceAsStream("/load.lua")) {
            Files.copy(source, script);
        }
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Result run(URI base, Request request, int connections, int seconds) {
        List<String> command = new ArrayList<>(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout",
                "10s", "-s", script.toString(), base.toString(), "--", request.method(),
                scratch.write(request.paths()).toString()));
        command.add(request.body() == null ? "-" : scratch.write(List.of(request.body())).toString());
        request.headers().forEach((name, value) -> command.add(name + ": " + value));
        String output = Child.start(command, Map.of(), scratch.write(List.of())).output();
        MatchResult result = RESULT.matcher(output).results().findFirst()
                .orElseThrow(() -> new IllegalStateException(output));
        long requests = Long.parseLong(result.group(1));
        double duration = Long.parseLong(result.group(2)) / 1e6;
        return new Result(requests, requests / duration, Long.parseLong(result.group(3)) / 1e3,
                Long.parseLong(result.group(4)) / 1e3, Long.parseLong(result.group(5)));
    }
}
