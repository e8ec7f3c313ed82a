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
import org.isnad.chain.Log;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Slug;
import org.isnad.crises.Crises;
import org.isnad.crises.Crisis;
import org.isnad.reads.Reads;
import org.isnad.sources.Sources;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Exports a crisis as newline-delimited JSON for import into another instance: as a backup, a migration or a mirror. */
@Path("/api/v1/crises/{crisis}/export")
@Tag(name = "Import")
public class ExportResource {

    /** The number of revisions read at a time. */
    private static final int BATCH = 500;

    private final Crises crises;
    private final Sources sources;
    private final Log log;
    private final Reads reads;
    private final ObjectMapper mapper;

    ExportResource(Crises crises, Sources sources, Log log, Reads reads, ObjectMapper mapper) {
        this.crises = crises;
        this.sources = sources;
        this.log = log;
        this.reads = reads;
        this.mapper = mapper;
    }

    /** The fields of the last line. */
    private record End(String crisis, long position, String head) {
    }

    /**
     * Returns a body that reads the revisions in batches while it is written, up to the position that the crisis has at
     * the call.
     *
     * @throws org.isnad.content.Rejection UNKNOWN if the caller may not read the crisis
     */
    @GET
    @Produces("application/x-ndjson")
    @Operation(operationId = "exportCrisis", summary = "A crisis with its hash chain as newline-delimited JSON, for import into another instance")
    @APIResponse(responseCode = "200", description = "The crisis, the revisions in position order, each source before the first revision that refers to it, and finally the position and hash of the last revision.", content = @org.eclipse.microprofile.openapi.annotations.media.Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = String.class, maxLength = Integer.MAX_VALUE)))
    public StreamingOutput export(@PathParam("crisis") @Slug String crisis,
            @QueryParam("after") @DefaultValue("0") @Min(0) @Parameter(description = "The last position that the importing instance has.") Long after,
            @QueryParam("limit") @DefaultValue("1000000") @Min(1) @Max(1_000_000) @Parameter(description = "The maximum number of revisions; the next part starts after the last of them.") Integer limit) {
        CrisisState state = reads.state(crisis);
        Crisis description = crises.findCrisis(crisis).orElseThrow();
        return out -> new Export(out).write(description, after, state.position(), limit);
    }

    /** The state of one export. */
    private class Export {

        private final OutputStream out;
        private final Set<String> writtenSources = new HashSet<>();

        Export(OutputStream out) {
            this.out = out;
        }

        /**
         * Writes the crisis, the revisions in position order, each source before the first revision that refers to it,
         * and finally the end line. If there are no revisions, the crisis is the only line.
         *
         * @param after the position before the first revision to write
         * @param upTo the position of the last revision to write
         * @param limit the maximum number of revisions to write
         */
        void write(Crisis crisis, long after, long upTo, int limit) throws IOException {
            writeLine("crisis", crisis);
            Revision<Content> last = null;
            int remaining = limit;
            while (remaining > 0) {
                long from = last == null ? after : last.position();
                List<Revision<Content>> batch = log.between(crisis.id(), from, upTo, Math.min(remaining, BATCH));
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

        /** Writes the descriptions of the carriers and the source of a revision, except those written before. */
        private void writeSources(Revision<Content> revision) throws IOException {
            List<String> ids = new ArrayList<>(revision.via());
            ids.add(revision.source());
            for (String id : ids) {
                if (writtenSources.add(id)) {
                    writeLine("source", sources.findSource(id).orElseThrow());
                }
            }
        }

        /**
         * Writes a line: a JSON object whose first field is the type, followed by the fields of the value.
         *
         * @param value a value that Jackson serializes to a JSON object
         */
        private void writeLine(String type, Object value) throws IOException {
            ObjectNode line = mapper.createObjectNode().put("type", type);
            line.setAll((ObjectNode) mapper.valueToTree(value));
            out.write((mapper.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
