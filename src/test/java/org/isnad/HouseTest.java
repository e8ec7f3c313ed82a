package org.isnad;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The order of the house. */
class HouseTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.isnad");

    @Test
    void dependenciesRunOneWay() {
        layeredArchitecture().consideringOnlyDependenciesInLayers().layer("content").definedBy("org.isnad.content..")
                .layer("web").definedBy("org.isnad.web..").layer("sources").definedBy("org.isnad.sources..").layer("chain")
                .definedBy("org.isnad.chain..").layer("access").definedBy("org.isnad.access..").layer("limits")
                .definedBy("org.isnad.limits..").layer("compare").definedBy("org.isnad.compare..").layer("features")
                .definedBy("org.isnad.records..", "org.isnad.casualties..", "org.isnad.crises..", "org.isnad.feed..",
                        "org.isnad.imports..")
                .whereLayer("features").mayNotBeAccessedByAnyLayer().whereLayer("compare")
                .mayOnlyBeAccessedByLayers("features").whereLayer("chain").mayOnlyBeAccessedByLayers("compare", "features")
                .whereLayer("access")
                .mayOnlyBeAccessedByLayers("sources", "chain", "features").whereLayer("limits")
                .mayOnlyBeAccessedByLayers("access", "features").whereLayer("sources")
                .mayOnlyBeAccessedByLayers("chain", "features").whereLayer("web")
                .mayOnlyBeAccessedByLayers("limits", "access", "sources", "chain", "compare", "features").check(HOUSE);
        slices().matching("org.isnad.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void featuresDoNotKnowEachOtherButImports() {
        // An import makes crises and sources as well as revisions: it is the one door for all.
        for (String feature : new String[] { "records", "casualties", "crises", "feed" }) {
            noClasses().that().resideInAPackage("org.isnad." + feature + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(java.util.stream.Stream.of("records", "casualties", "crises", "feed", "imports")
                            .filter(other -> !other.equals(feature)).map(other -> "org.isnad." + other + "..")
                            .toArray(String[]::new))
                    .check(HOUSE);
        }
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
