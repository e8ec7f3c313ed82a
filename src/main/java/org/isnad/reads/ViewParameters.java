package org.isnad.reads;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.enums.Explode;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.isnad.chain.Revision;
import org.isnad.content.Content;
import org.isnad.content.Languages;
import org.isnad.web.Formats;
import org.isnad.web.Page;
import org.isnad.web.Portions;
import org.isnad.web.ReadParameters;
import org.isnad.web.Validator;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.Separator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The parameters of a read of records that select how much of them is answered. */
public class ViewParameters extends ReadParameters {

    @QueryParam("view")
    @Parameter(description = "How much is answered: `full`, which is the default, or `brief`, which is what a screen shows. The brief view has the media type "
            + Brief.MEDIA_TYPE + " and can be selected by Accept, too.")
    public View view;

    @QueryParam("include")
    @Separator(",")
    @Parameter(description = "What is answered in addition, separated by commas.", explode = Explode.FALSE)
    public Set<Include> include;

    /** How much of a record is answered. */
    @Schema(name = "View")
    public enum View {
        @JsonProperty("full")
        FULL,
        @JsonProperty("brief")
        BRIEF
    }

    /** A part of an answer that is left out unless it is asked for. */
    @Schema(name = "Include")
    public enum Include {
        /** The evidence of each revision. */
        @JsonProperty("evidence")
        EVIDENCE,
        /** The hashes of each revision. */
        @JsonProperty("hashes")
        HASHES,
        /** In a list of records, the last revision of each record without a claim. */
        @JsonProperty("retracted")
        RETRACTED
    }

    /** Whether an answer includes a part. */
    public boolean includes(Include part) {
        return include != null && include.contains(part);
    }

    /** Returns a copy of a revision without the evidence and hashes, unless they are asked for or the format shows them. */
    public <C extends Content> Revision<C> select(Revision<C> revision) {
        if (isFormat() && Formats.isWithAddresses(mediaType)) {
            return revision;
        }
        Revision<C> selected = revision;
        if (!includes(Include.EVIDENCE)) {
            selected = selected.withoutEvidence();
        }
        if (!includes(Include.HASHES)) {
            selected = selected.withoutHashes();
        }
        return selected;
    }

    /**
     * Returns the response as {@link #answer(Validator, Supplier, Function)} does, in the full or the brief view. The contract
     * declares both; the type of the response is that of the full one.
     *
     * @param brief returns the brief view of a body
     * @param currentNames the state of the names of sources, which the brief view shows
     */
    @SuppressWarnings("unchecked")
    <T> RestResponse<T> answer(Validator validator, Supplier<T> full, Function<T, Languages.Choice> language,
            Function<T, ?> brief, long currentNames) {
        String accepted = negotiate(currentNames);
        if (isFormat()) {
            boolean isBriefTable = view == View.BRIEF && Formats.isTable(mediaType);
            return answer(validator, full, language,
                    isBriefTable ? body -> briefList((Page<?>) body, brief) : UnaryOperator.identity());
        }
        boolean isBrief = view == null ? accepted.equals(Brief.MEDIA_TYPE) : view == View.BRIEF;
        mediaType = isBrief ? Brief.MEDIA_TYPE : MediaType.APPLICATION_JSON;
        sourcesAt = isBrief ? currentNames : null;
        UnaryOperator<Object> selected = isBrief ? body -> brief.apply((T) body) : UnaryOperator.identity();
        RestResponse<T> response = answer(validator, full, language, selected);
        response.getHeaders().putSingle("Content-Type", mediaType);
        return response;
    }

    /** Returns the brief view of a list, in portions if it is answered without pages. */
    @SuppressWarnings("unchecked")
    private static <T> Page<?> briefList(Page<?> list, Function<T, ?> brief) {
        String noNext = null;
        Function<List<?>, List<Object>> convert = part -> ((Page<Object>) brief
                .apply((T) new Page<>(list.position(), list.total(), part, noNext))).items();
        return new Page<>(list.position(), list.total(), Portions.of((List<Object>) list.items(), convert::apply), list.next());
    }
}
