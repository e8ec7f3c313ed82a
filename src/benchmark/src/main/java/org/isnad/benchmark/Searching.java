package org.isnad.benchmark;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Measures searches of the service, and its appends with and without an index. */
final class Searching {

    private static final String CRISIS = "searched";
    private static final String WITHOUT = "without an index";
    private static final String WITH = "with an index";

    /** Words of the sample in three languages: of some revisions, and of most of them. */
    private static final List<String> WORDS = List.of("officer", "terrorist gangs", "hospitals", "commandant", "погибших",
            "раненые", "террористы", "комендатура", "قتلى", "جرحى", "إرهابية", "شرطة");
    private static final List<String> COMMON = List.of("Kazakhstan", "Казахстане", "كازاخستان");

    private static final int TIMES = 5_000;

    private final Settings settings;
    private final Load load;
    private final Data data;
    private final Contenders contenders;
    private final Report report;

    Searching(Settings settings, Load load, Data data, Contenders contenders) {
        this.settings = settings;
        this.load = load;
        this.data = data;
        this.contenders = contenders;
        this.report = new Report(settings, load.name(), "operation", "contender", "first/it");
    }

    /** Stores the revisions, measures searches and appends, and reports. */
    void run() throws IOException, InterruptedException {
        Contender service = contenders.service(Map.of());
        report.add("import", Import.run(service.base(), data.crisis(CRISIS, settings.records(), settings.revisions())),
                "revisions/s");
        awaitIndex(service);
        Import.run(service.base(), appended());
        search(service);
        Cleanup.closeEarly(service.process());
        append();
        report.finish();
    }

    /** Waits until everything can be searched, and reports how long a new index takes. */
    private void awaitIndex(Contender service) {
        String minPosition = "&minPosition=" + settings.records() * settings.revisions();
        Http.send(service.base(), new Request("POST", List.of("/api/v1/search/rebuild"),
                Map.of("X-API-Key", Contenders.ADMIN_KEY), null, 200));
        long begin = System.nanoTime();
        while (!Http.isOk(service.base(), search(CRISIS, "officer", minPosition))) {
            Thread.onSpinWait();
        }
        report.add("index of " + settings.records() * settings.revisions() + " revisions", (System.nanoTime() - begin) / 1e9,
                "s");
    }

    private static String search(String crisis, String words, String more) {
        return "/api/v1/search?crisis=" + crisis + "&q=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + more;
    }

    private void search(Contender service) {
        Map<String, Request> requests = new LinkedHashMap<>();
        requests.put("some words", requests(WORDS, false));
        requests.put("some words as of a time", requests(WORDS, true));
        requests.put("a word of most revisions", requests(COMMON, false));
        Contender searched = new Contender(service.name(), service.base(), service.process(), requests);
        new Rounds(settings, load).run(List.copyOf(requests.keySet()), List.of(searched)).forEach(
                (operation, measured) -> measured.forEach((name, rounds) -> report.add(operation, name, rounds, rounds)));
    }

    /** Returns searches that are not answered from memory. */
    private static Request requests(List<String> words, boolean isAsOf) {
        Random random = new Random(1);
        List<String> paths = new ArrayList<>();
        for (int index = 0; index < TIMES; index++) {
            long micros = (long) (random.nextDouble() * Data.SPAN.toNanos() / 1_000);
            String time = isAsOf ? "&asOf=" + Data.START.plus(micros, ChronoUnit.MICROS) : "";
            paths.add(search(CRISIS, words.get(index % words.size()), time));
        }
        return new Request("GET", paths, Map.of("Cache-Control", "no-cache"), null, 200);
    }

    /** Returns the lines of the crisis that receives appends. */
    private Stream<String> appended() {
        String crisis = Operations.WRITTEN_CRISIS;
        return Stream.concat(data.descriptions(crisis), IntStream.range(1, Operations.WRITTEN_RECORDS)
                .mapToObj(index -> data.revision(crisis, Data.recordId(crisis, index), 0, 1, 1)));
    }

    /** Measures appends in rounds, in each of which an instance with and one without an index has its turn alone. */
    private void append() throws IOException, InterruptedException {
        Map<String, List<Measurement>> measured = new HashMap<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (String variant : List.of(WITHOUT, WITH)) {
                Contender service = contenders.service(
                        Map.of("ISNAD_SEARCH_ENABLED", Boolean.toString(variant.equals(WITH))));
                Contender named = new Contender(variant, service.base(), service.process(), service.requests());
                measured.computeIfAbsent(variant, first -> new ArrayList<>()).addAll(new Rounds(settings.withRounds(1), load)
                        .run(List.of(Operations.WRITE), List.of(named)).get(Operations.WRITE).get(variant));
                Cleanup.closeEarly(service.process());
            }
        }
        List.of(WITHOUT, WITH).forEach(variant -> report.add("append", variant, measured.get(variant), measured.get(WITHOUT)));
    }
}
