package org.isnad.imports;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.content.InvalidContent;
import org.isnad.content.Kind;
import org.isnad.content.LanguageTags;
import org.isnad.imports.ImportOptions.Keep;
import org.isnad.imports.ImportOptions.OnConflict;
import org.isnad.web.Csv;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Imports many crises, sources and revisions in one request. */
@Path("/api/v1/import")
@Tag(name = "Import")
public class ImportResource {

    private final Import imports;
    private final Columns columns;

    ImportResource(Import imports, Columns columns) {
        this.imports = imports;
        this.columns = columns;
    }

    /**
     * Answers with the result of each line; 400, 403 or 409 with the violations of all lines if one is refused, unless the
     * valid lines are kept.
     */
    @POST
    @RolesAllowed(Role.EDITOR_NAME)
    @Consumes({ "application/x-ndjson", "application/jsonl", "application/json", Csv.TYPE })
    @Operation(operationId = "importLines", summary = "Import crises, sources and revisions as newline-delimited JSON, a JSON array or a table: all or nothing, safe to repeat")
    public RestResponse<ImportResult> run(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = String.class, maxLength = 10_485_760, description = "Newline-delimited JSON, a JSON array of the same objects, or a table with a header. The type of each is crisis, source, revision or end."))) byte[] body,
            @Context HttpHeaders headers,
            @QueryParam("dryRun") @DefaultValue("false") @Parameter(description = "Validate and count the lines without storing anything.") Boolean dryRun,
            @QueryParam("keep") @DefaultValue("all") @Parameter(description = "The lines that are stored if some lines are refused: none, or the valid ones.") Keep keep,
            @QueryParam("onConflict") @DefaultValue("refuse") @Parameter(description = "The action for a crisis or source that exists with a different description: the line is refused, the stored description is kept, or it is updated.") OnConflict onConflict) {
        boolean isTable = MediaType.valueOf(Csv.TYPE).isCompatible(headers.getMediaType());
        return RestResponse.ok(imports.run(body, new ImportOptions(isTable, dryRun, keep, onConflict)));
    }

    /** Answers with a header and a comment row, which says what the cells of each column must be. */
    @GET
    @Path("template.csv")
    @Produces(Csv.TYPE)
    @Operation(operationId = "readImportTemplate", summary = "A table to fill in and import, with the columns of a kind")
    public RestResponse<byte[]> template(
            @QueryParam("kind") @NotNull @Parameter(description = "The kind of the records.") Kind kind,
            @QueryParam("languages") @DefaultValue("en") @Size(max = 100) @Parameter(description = "The languages of the columns of texts, separated by commas, such as ar,ru,en.") String languages,
            @QueryParam("separator") @DefaultValue("comma") @Parameter(description = "The character that separates the cells. Where numbers have a decimal comma, spreadsheets expect a semicolon.") Separator separator)
            throws IOException {
        Map<String, String> template = columns.template(kind, parseLanguages(languages));
        byte[] table = Csv.of(List.of(template.keySet(), template.values()), separator.character);
        return ResponseBuilder.ok(table).header("Content-Disposition", "attachment; filename=\"" + kind.path() + ".csv\"")
                .header("Cache-Control", "no-cache").build();
    }

    /** The character that separates the cells of a template. */
    public enum Separator {
        @JsonProperty("comma")
        COMMA(','),
        @JsonProperty("semicolon")
        SEMICOLON(';');

        private final char character;

        Separator(char character) {
            this.character = character;
        }
    }

    private static List<String> parseLanguages(String languages) {
        try {
            return Arrays.stream(languages.split(",")).map(String::strip).map(LanguageTags::canonical).distinct().toList();
        } catch (InvalidContent e) {
            throw Problem.INVALID.at(Violation.query("languages", e.rule()));
        }
    }
}
