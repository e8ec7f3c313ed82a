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
import org.isnad.chain.CrisisState;
import org.isnad.chain.History;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.reads.Reads;
import org.isnad.sources.Sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Exports a crisis as lines that another instance imports: for a backup, a move or a mirror. */
@Path("/api/v1/crises/{crisis}/export")
@Tag(name = "Import")
public class ExportResource {

    private static final int BATCH = 500;

    private final Crises crises;
    private final Sources sources;
    private final History history;
    private final Reads reads;
    private final ObjectMapper mapper;

    ExportResource(Crises crises, Sources sources, History history, Reads reads, ObjectMapper mapper) {
        this.crises = crises;
        this.sources = sources;
        this.history = history;
        this.reads = reads;
        this.mapper = mapper;
    }

    private record End(String crisis, long position, String head) {
    }

    @GET
    @Produces("application/x-ndjson")
    @Operation(operationId = "exportCrisis", summary = "A crisis as newline-delimited JSON with its hash chain, for an import elsewhere")
    @APIResponse(responseCode = "200", description = "The crisis, each source before the first revision that names it, the revisions in position order, and last how far they go.", content = @org.eclipse.microprofile.openapi.annotations.media.Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class, maxLength = Integer.MAX_VALUE)))
    public StreamingOutput export(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position that the other side holds.") Long after,
            @QueryParam("limit") @DefaultValue("1000000") @Min(1) @Max(1_000_000) @Parameter(description = "How many revisions at the most; the next part goes on after the last.") Integer limit) {
        CrisisState state = reads.state(crisis);
        Crisis description = crises.named(crisis).orElseThrow();
        return out -> new Export(out).write(description, after, state.position(), limit);
    }

    /** One export being written. */
    private class Export {

        private final OutputStream out;
        private final Set<String> namedSources = new HashSet<>();

        Export(OutputStream out) {
            this.out = out;
        }

        void write(Crisis crisis, long after, long upTo, int limit) throws IOException {
            writeLine("crisis", crisis);
            Revision<Content> last = null;
            int remaining = limit;
            while (remaining > 0) {
                List<Revision<Content>> batch = history.between(crisis.id(), last == null ? after : last.position(), upTo,
                        Math.min(remaining, BATCH));
                for (Revision<Content> revision : batch) {
                    writeSources(revision);
                    writeLine("revision", revision);
                    last = revision;
                }
                remaining = batch.size() < BATCH ? 0 : remaining - BATCH;
            }
            if (last != null) {
                writeLine("end", new End(crisis.id(), last.position(), last.hash()));
            }
        }

        /** Writes those sources of a revision that no line has described yet. */
        private void writeSources(Revision<Content> revision) throws IOException {
            List<String> names = new ArrayList<>(revision.via());
            names.add(revision.source());
            for (String name : names) {
                if (namedSources.add(name)) {
                    writeLine("source", sources.named(name).orElseThrow());
                }
            }
        }

        private void writeLine(String type, Object value) throws IOException {
            ObjectNode line = mapper.createObjectNode().put("type", type);
            line.setAll((ObjectNode) mapper.valueToTree(value));
            out.write((mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
