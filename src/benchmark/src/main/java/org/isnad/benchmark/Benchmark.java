package org.isnad.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Measures the service against three yardsticks on the same data, the service alone at growing sizes, its streams, or its
 * search.
 */
public final class Benchmark {

    private Benchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(EmbeddedPostgres.class.getPackageName())).setLevel(Level.WARN);
        Settings settings = Settings.read();
        if (!Files.exists(settings.service().resolve("quarkus-run.jar"))) {
            throw new IllegalStateException("No service in " + settings.service()
                    + "; build it with: mvn -Ppostgresql -Dmaven.test.skip package");
        }
        try {
            run(settings);
        } finally {
            Cleanup.run();
        }
    }

    private static void run(Settings settings) throws IOException, SQLException, InterruptedException {
        Scratch scratch = Scratch.create();
        Load load = Load.choose(scratch);
        Data data = new Data(settings.root().resolve("src/main/resources/sample/kazakhstan-2022.ndjson"));
        Files.createDirectories(settings.output());
        Postgres postgres = Postgres.start(scratch.path().resolve("postgres"), settings.output().resolve("postgres.log"));
        Contenders contenders = new Contenders(settings, postgres, data);
        postgres.create(Contenders.DATABASE);
        switch (settings.mode()) {
            case GROWTH -> new Growth(settings, load, data, contenders).run();
            case SEARCH -> new Searching(settings, load, data, contenders).run();
            case STREAMS -> new Streams(settings, data, contenders).run();
            case CONTENDERS -> {
                postgres.create(Contenders.SPRING_DATABASE);
                compare(settings, load, data, contenders);
            }
        }
    }

    private static void compare(Settings settings, Load load, Data data, Contenders contenders)
            throws IOException, InterruptedException {
        Report report = new Report(settings, load.name(), "operation", "contender", "Isnad/it");
        Contender service = contenders.service();
        report.add("import", Import.run(service.base(),
                data.crisis(Operations.CRISIS, settings.records(), settings.revisions())), "revisions/s");
        Import.run(service.base(), written(settings, data));
        Contender spring = contenders.springEnvers();
        report.add("Spring writes of the same data", fill(spring, settings, data), "revisions/s");
        List<Contender> all = List.of(service, contenders.vertxMemory(service), contenders.vertxSql(service), spring);
        new Rounds(settings, load).run(Operations.ALL, all).forEach((operation, byContender) -> byContender.forEach(
                (name, rounds) -> report.add(operation, name, rounds, byContender.get(Contenders.SERVICE))));
        report.finish();
    }

    /** Returns the lines of the crisis that receives appends: a record that is read, and short ones. */
    private static Stream<String> written(Settings settings, Data data) {
        String crisis = Operations.WRITTEN_CRISIS;
        Stream<String> read = IntStream.rangeClosed(1, settings.revisions())
                .mapToObj(number -> data.revision(crisis, Data.recordId(crisis, 0), 0, number, settings.revisions()));
        Stream<String> appended = IntStream.range(1, Operations.WRITTEN_RECORDS)
                .mapToObj(index -> data.revision(crisis, Data.recordId(crisis, index), 0, 1, 1));
        return Stream.of(data.descriptions(crisis), read, appended).flatMap(lines -> lines);
    }

    /** Writes the data of the service to Spring and returns the number of writes per second. */
    private static double fill(Contender spring, Settings settings, Data data) {
        long begin = System.nanoTime();
        IntStream.range(0, settings.records()).parallel()
                .forEach(index -> fill(spring, Operations.CRISIS, index, settings.revisions(), data));
        double perSecond = settings.records() * settings.revisions() / ((System.nanoTime() - begin) / 1e9);
        fill(spring, Operations.WRITTEN_CRISIS, 0, settings.revisions(), data);
        return perSecond;
    }

    private static void fill(Contender spring, String crisis, int index, int revisions, Data data) {
        List<String> path = List.of("/reports/" + Data.recordId(crisis, index) + "?crisis=" + crisis);
        for (int number = 1; number <= revisions; number++) {
            Http.send(spring.base(), Request.post(path, Map.of(), data.content(index, number).toString()));
        }
    }
}
