package org.isnad.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

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

/**
 * The sample crisis (Kazakhstan in January 2022) and the crisis that the examples of the contract write to, imported at startup
 * if they are enabled and not stored yet.
 */
@ApplicationScoped
class Sample {

    /** The second one refers to sources of the first one. */
    private static final List<String> CRISES = List.of("kazakhstan-2022", "example");

    private static final SecurityIdentity IMPORTER = QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal("sample"))
            .addRole(Role.EDITOR_NAME).build();

    private final Import imports;
    private final Crises crises;
    private final boolean isEnabled;
    private final CurrentIdentityAssociation identities;

    Sample(Import imports, Crises crises, CurrentIdentityAssociation identities,
            @ConfigProperty(name = "isnad.sample") boolean isEnabled) {
        this.imports = imports;
        this.crises = crises;
        this.identities = identities;
        this.isEnabled = isEnabled;
    }

    /** Imports the crises that are not stored, as an editor named sample, if the sample is enabled. */
    @ActivateRequestContext
    void onStart(@Observes StartupEvent start) {
        if (isEnabled) {
            identities.setIdentity(IMPORTER);
            CRISES.stream().filter(crisis -> crises.findCrisis(crisis).isEmpty()).forEach(this::importCrisis);
        }
    }

    private void importCrisis(String crisis) {
        try (InputStream lines = Sample.class.getResourceAsStream("/sample/" + crisis + ".ndjson")) {
            ImportResult result = imports.run(lines.readAllBytes(), ImportOptions.ALL_OR_NOTHING);
            Log.infof("Loaded the sample crisis %s: %d revisions", crisis, result.revisions().created());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
