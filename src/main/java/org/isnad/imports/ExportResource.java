package org.isnad.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.chain.Ledger;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.sources.Sources;
import org.isnad.web.Problem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A crisis as lines that an import elsewhere takes in: for a backup, a move or a mirror. */
@Path("/api/v1/crises/{crisis}/export")
@Tag(name = "Import")
public class ExportResource {

    private static final int BATCH = 500;

    private final Crises crises;
    private final Sources sources;
    private final Ledger ledger;
    private final ObjectMapper mapper;

    ExportResource(Crises crises, Sources sources, Ledger ledger, ObjectMapper mapper) {
        this.crises = crises;
        this.sources = sources;
        this.ledger = ledger;
        this.mapper = mapper;
    }

    private record End(String crisis, long position, String head) {
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(operationId = "exportCrisis", summary = "A crisis as newline-delimited JSON with its hash chain, for an import elsewhere")
    @APIResponse(responseCode = "200", description = "The crisis, each source before the first revision that names it, the revisions in position order, and last how far they go.", content = @org.eclipse.microprofile.openapi.annotations.media.Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class, maxLength = Integer.MAX_VALUE)))
    public StreamingOutput export(@PathParam("crisis") @Slug String id,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position that the other side holds.") Long after,
            @QueryParam("limit") @DefaultValue("1000000") @Min(1) @Max(1_000_000) @Parameter(description = "How many revisions at the most; the next part goes on after the last.") Integer limit) {
        Ledger.State state = ledger.states(List.of(id)).stream().findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such crisis"));
        Crisis crisis = crises.named(id).orElseThrow();
        return out -> {
            write(out, "crisis", crisis);
            Set<String> named = new HashSet<>();
            long last = after;
            String head = null;
            for (int left = limit; left > 0; left -= BATCH) {
                List<Revision<Content>> batch = ledger.after(id, last, state.position(), Math.min(left, BATCH));
                for (Revision<Content> revision : batch) {
                    List<String> names = new ArrayList<>(revision.via());
                    names.add(revision.source());
                    for (String name : names) {
                        if (named.add(name)) {
                            write(out, "source", sources.named(name).orElseThrow());
                        }
                    }
                    write(out, "revision", revision);
                    last = revision.position();
                    head = revision.hash();
                }
                if (batch.size() < BATCH) {
                    break;
                }
            }
            if (head != null) {
                write(out, "end", new End(id, last, head));
            }
        };
    }

    private void write(OutputStream out, String type, Object value) throws IOException {
        ObjectNode line = mapper.createObjectNode().put("type", type);
        line.setAll((ObjectNode) mapper.valueToTree(value));
        out.write((mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
