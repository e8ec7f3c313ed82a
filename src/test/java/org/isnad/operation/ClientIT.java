package org.isnad.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;

import org.isnad.client.AccessApi;
import org.isnad.client.ApiClient;
import org.isnad.client.ApiException;
import org.isnad.client.CasualtyFiguresApi;
import org.isnad.client.model.CasualtyFigure;
import org.isnad.client.model.Group;
import org.isnad.client.model.MadeKey;
import org.isnad.client.model.Measure;
import org.isnad.client.model.NewKey;
import org.isnad.client.model.NewRevisionCasualtyFigure;
import org.isnad.client.model.Place;
import org.isnad.client.model.RecordViewCasualtyFigure;
import org.isnad.client.model.RevisionCasualtyFigure;
import org.isnad.client.model.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that the OpenAPI Generator makes from the contract with its default settings: over HTTP/2, as Java's own client. */
class ClientIT {

    @TempDir
    Path data;

    @Test
    void readsAppendsAndRevokes() throws ApiException {
        try (Instance instance = Instance.onH2(data)) {
            String record = instance.newRecord(instance.newCrisis("client"), 8);
            CasualtyFiguresApi casualties = new CasualtyFiguresApi(client(instance, Instance.KEY));

            RevisionCasualtyFigure appended = casualties.appendCasualtyRevision(record, report(18), "once", null, null);
            assertEquals(2, appended.getNumber());
            assertEquals(appended.getHash(),
                    casualties.appendCasualtyRevision(record, report(18), "once", null, null).getHash());

            RecordViewCasualtyFigure read = casualties.readCasualty(record, null, null, null, null, null, null, null, null,
                    null, null);
            assertEquals(18L, read.getClaims().get(0).getContent().getBest());
            assertEquals("Kazakhstan", read.getClaims().get(0).getContent().getPlace().getName().get("en"));

            AccessApi access = new AccessApi(client(instance, Instance.KEY));
            // The generator's default, no crises, is refused: a key for none must not become one for all.
            MadeKey made = access
                    .makeKey(new NewKey().name("a second admin").role(Role.ADMIN).sources(null).crises(null));
            AccessApi second = new AccessApi(client(instance, made.getSecret()));
            assertEquals(made.getKey().getId(), second.readKey(made.getKey().getId()).getId());
            assertNotNull(access.revokeKey(made.getKey().getId()).getRevokedAt());
            assertEquals(401, assertThrows(ApiException.class, second::listKeys).getCode());
        }
    }

    private static NewRevisionCasualtyFigure report(long count) {
        return new NewRevisionCasualtyFigure().source("tass").reportedAt("2022-01-06")
                .content(new CasualtyFigure().kind(CasualtyFigure.KindEnum.CASUALTY).group(Group.POLICE)
                        .measure(Measure.KILLED).place(new Place().name(Map.of("en", "Kazakhstan"))).best(count));
    }

    private static ApiClient client(Instance instance, String key) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(instance.url());
        return client.setRequestInterceptor(request -> request.header("X-API-Key", key));
    }
}
