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

/** The sample crisis (Kazakhstan in January 2022), imported at startup if it is enabled and not stored yet. */
@ApplicationScoped
class Sample {

    static final String CRISIS = "kazakhstan-2022";

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

    /** Imports the sample as an editor named sample, if it is enabled and its crisis is not stored. */
    @ActivateRequestContext
    void onStart(@Observes StartupEvent start) {
        if (isEnabled && crises.findCrisis(CRISIS).isEmpty()) {
            identities.setIdentity(IMPORTER);
            ImportResult result = importSample();
            Log.infof("Loaded the sample crisis %s: %d revisions", CRISIS, result.revisions().created());
        }
    }

    private ImportResult importSample() {
        try (InputStream lines = Sample.class.getResourceAsStream("/sample/" + CRISIS + ".ndjson")) {
            return imports.run(lines.readAllBytes(), ImportOptions.ALL_OR_NOTHING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
