package org.isnad.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.access.Role;
import org.isnad.crises.Crises;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** Kazakhstan in January 2022, loaded at start if it is switched on and no crisis of that name is there. */
@ApplicationScoped
class Sample {

    static final String CRISIS = "kazakhstan-2022";

    private static final SecurityIdentity AS = QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal("sample"))
            .addRole(Role.EDITOR_NAME).build();

    private final Import imports;
    private final Crises crises;
    private final boolean isOn;
    private final CurrentIdentityAssociation callers;

    Sample(Import imports, Crises crises, CurrentIdentityAssociation callers,
            @ConfigProperty(name = "isnad.sample") boolean isOn) {
        this.imports = imports;
        this.crises = crises;
        this.callers = callers;
        this.isOn = isOn;
    }

    @ActivateRequestContext
    void onStart(@Observes StartupEvent start) {
        if (isOn && crises.named(CRISIS).isEmpty()) {
            callers.setIdentity(AS);
            ImportResult result = load();
            Log.infof("Loaded the sample crisis %s: %d revisions", CRISIS, result.revisions().created());
        }
    }

    ImportResult load() {
        try (InputStream lines = Sample.class.getResourceAsStream("/sample/" + CRISIS + ".ndjson")) {
            return imports.run(lines.readAllBytes(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
