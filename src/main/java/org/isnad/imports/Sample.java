package org.isnad.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.crises.Crises;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;

/** Kazakhstan in January 2022, loaded at start if it is switched on and no crisis of that name is there. */
@ApplicationScoped
class Sample {

    static final String CRISIS = "kazakhstan-2022";

    private final Import imports;
    private final Crises crises;
    private final boolean isOn;

    Sample(Import imports, Crises crises, @ConfigProperty(name = "isnad.sample") boolean isOn) {
        this.imports = imports;
        this.crises = crises;
        this.isOn = isOn;
    }

    void onStart(@Observes StartupEvent start) {
        if (isOn && crises.named(CRISIS).isEmpty()) {
            ImportResult result = load();
            Log.infof("Loaded the sample crisis %s: %d revisions", CRISIS, result.revisions().created());
        }
    }

    ImportResult load() {
        try (InputStream lines = Sample.class.getResourceAsStream("/sample/" + CRISIS + ".ndjson")) {
            return imports.run(lines.readAllBytes(), false, "sample");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
