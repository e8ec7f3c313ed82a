package org.isnad;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The order of the house. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.isnad");

    /** From the foundation up; a package may use those before it. */
    private static final List<String> ORDER = List.of("content", "web", "database", "http", "access", "sources", "chain",
            "answers", "reads", "compare", "changes", "formats", "streams");
    private static final List<String> FEATURES = List.of("records", "casualties", "crises", "feed", "syndication", "webhooks",
            "codes", "search");

    @Test
    void dependenciesRunOneWay() {
        for (int at = 0; at < ORDER.size(); at++) {
            noClasses().that().resideInAPackage(packageOf(ORDER.get(at))).should().dependOnClassesThat()
                    .resideInAnyPackage(Stream.of(ORDER.subList(at + 1, ORDER.size()), FEATURES, List.of("imports"))
                            .flatMap(List::stream).map(HouseTest::packageOf).toArray(String[]::new))
                    .check(HOUSE);
        }
        slices().matching("org.isnad.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void featuresDoNotKnowEachOther() {
        for (String feature : FEATURES) {
            // imports creates crises and sources as well as revisions, and no feature knows it.
            noClasses().that().resideInAPackage(packageOf(feature)).should().dependOnClassesThat()
                    .resideInAnyPackage(Stream.of(FEATURES, List.of("imports")).flatMap(List::stream)
                            .filter(other -> !other.equals(feature)).map(HouseTest::packageOf).toArray(String[]::new))
                    .check(HOUSE);
        }
    }

    @Test
    void theLedgerKnowsNoHttp() {
        noClasses().that().resideInAnyPackage("org.isnad.chain..", "org.isnad.content..").should().dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.quarkiverse.resteasy..", "io.vertx..",
                        "io.quarkus.vertx..", "org.isnad.web..", "org.isnad.http..", "org.isnad.reads..")
                .check(HOUSE);
    }

    @Test
    void pagesReadThePublicApiAlone() {
        noClasses().that().resideInAPackage("org.isnad.pages..").should().dependOnClassesThat()
                .resideInAnyPackage(Stream.of(ORDER, FEATURES, List.of("imports")).flatMap(List::stream)
                        .filter(other -> !List.of("content", "web", "http").contains(other)).map(HouseTest::packageOf)
                        .toArray(String[]::new))
                .check(HOUSE);
        noClasses().that().resideOutsideOfPackage("org.isnad.pages..").should().dependOnClassesThat()
                .resideInAPackage("org.isnad.pages..").check(HOUSE);
    }

    @Test
    void formatsKnowNoHttp() {
        noClasses().that().resideInAPackage("org.isnad.formats..").and().doNotHaveSimpleName("FormatWriter").should()
                .dependOnClassesThat().resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx..").check(HOUSE);
    }

    private static String packageOf(String name) {
        return "org.isnad." + name + "..";
    }

    @Test
    void onlyTheirPackageTouchesRows() {
        classes().that().haveSimpleNameEndingWith("Row").should().bePackagePrivate().check(HOUSE);
    }

    @Test
    void nobodyReadsTheTimeButFromTheClock() {
        noClasses().should().callMethod(Instant.class, "now").check(HOUSE);
    }
}
