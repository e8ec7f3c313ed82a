package org.isnad.codes;

import java.util.List;
import java.util.SortedSet;

import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.content.Country;
import org.isnad.content.Slug;
import org.isnad.web.ConditionalRequest;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Serves the lists of others whose codes reports contain. Codes of this service are enumerations of the contract. */
@Path("/api/v1/codes")
@Tag(name = "Codes")
public class CodeListResource {

    private static final List<CodeList> LISTS = List.of(
            new CodeList("iso-3166-1", "ISO 3166-1 alpha-2: countries", "2020",
                    "https://www.iso.org/iso-3166-country-codes.html",
                    "country, countries, place.code", "[A-Z]{2}", Country.CODES),
            formOnly("iso-3166-2", "ISO 3166-2: subdivisions of countries", "2020",
                    "https://www.iso.org/iso-3166-country-codes.html", "place.code", "[A-Z]{2}-[A-Z0-9]{1,3}"),
            formOnly("p-code", "P-codes of the Common Operational Datasets: administrative areas", null,
                    "https://cod.unocha.org/", "place.code", "[A-Z0-9][A-Z0-9-]{1,19}"),
            formOnly("bcp-47", "BCP 47: languages", "RFC 5646", "https://www.rfc-editor.org/info/bcp47",
                    "texts, originalLanguage, language", "[A-Za-z0-9-]+"),
            formOnly("medtop", "IPTC Media Topics", null, "https://cv.iptc.org/newscodes/mediatopic/", "topics",
                    "medtop:[0-9]{8}"));

    /**
     * The lists of codes.
     *
     * @param items the lists
     */
    @Schema(requiredProperties = "items")
    public record CodeLists(List<CodeList> items) {
    }

    /**
     * A list of codes.
     *
     * @param id the id, as in codeList of a place
     * @param name the name
     * @param version the edition of the list that codes are checked against, or null if only their form is checked and the
     *        list has no edition
     * @param url the address of its publisher
     * @param fields the fields of reports that contain its codes
     * @param form the form of a code as a regular expression
     * @param codes the codes in ascending order, or null if only the form is checked
     */
    @Schema(name = "ListOfCodes", requiredProperties = { "id", "name", "url", "fields", "form" })
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CodeList(String id, String name, String version, String url, String fields, String form,
            SortedSet<String> codes) {
    }

    private static CodeList formOnly(String id, String name, String version, String url, String fields, String form) {
        return new CodeList(id, name, version, url, fields, form, null);
    }

    /** Answers with the list that has an id, or with all lists if it is null; 304 if the client has them. */
    @GET
    @Operation(operationId = "listCodes", summary = "The lists of codes that reports contain, with their versions")
    public RestResponse<CodeLists> list(
            @QueryParam("list") @Slug @Parameter(description = "The id of a list, such as iso-3166-1.") String id,
            @Valid @BeanParam ConditionalRequest request) {
        List<CodeList> items = LISTS.stream().filter(list -> id == null || id.equals(list.id)).toList();
        return request.answer(Validator.ofValue(items), () -> new CodeLists(items));
    }
}
