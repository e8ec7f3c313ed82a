package org.isnad.records;

import java.util.List;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.isnad.access.Role;
import org.isnad.chain.AppendResult;
import org.isnad.chain.Chain;
import org.isnad.chain.History;
import org.isnad.chain.NewRevision;
import org.isnad.chain.RecordKey;
import org.isnad.chain.RecordView;
import org.isnad.chain.Trials;
import org.isnad.chain.Trials.Trial;
import org.isnad.chain.WriteOptions;
import org.isnad.changes.RecordChange;
import org.isnad.changes.RecordChanges;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Languages;
import org.isnad.content.Rejection;
import org.isnad.reads.RecordViews;
import org.isnad.web.Problem;
import org.isnad.web.Problem.Violation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Shows what readers would see after a report of any kind. It is no option of the appends, so that their answers have one type.
 */
@Path("/api/v1/previews")
@Tag(name = "Previews")
public class PreviewResource {

    private final Chain chain;
    private final Trials trials;
    private final History history;
    private final RecordChanges changes;

    PreviewResource(Chain chain, Trials trials, History history, RecordChanges changes) {
        this.chain = chain;
        this.trials = trials;
        this.history = history;
        this.changes = changes;
    }

    /**
     * Checks a report as the append does, stores nothing, and returns the record with its claims as readers would see it, and
     * each change in a sentence. The content of a new record must have its kind.
     */
    @POST
    @RolesAllowed(Role.REPORTER_NAME)
    @Operation(operationId = "previewReport", summary = "The answer to readers after a report, without storing the report")
    public RestResponse<Preview> preview(@NotNull @Valid NewRevision<Content> report,
            @Valid @BeanParam PreviewParameters parameters) {
        Languages languages = parameters.languages();
        Kind kind = parameters.record == null ? kindOf(report) : kindOf(parameters.record, report);
        Trial<?> trial = trials.run(() -> append(kind, report, parameters.record, parameters.options()));
        return ResponseBuilder.ok(preview(trial, languages)).header("Cache-Control", "no-store").build();
    }

    @SuppressWarnings("unchecked")
    private AppendResult<Content> append(Kind kind, NewRevision<Content> report, String record, WriteOptions options) {
        Class<Content> type = (Class<Content>) kind.content();
        return record == null ? chain.create(type, report, options) : chain.append(type, record, report, options);
    }

    /** Returns the kind of a new record, which its content states. */
    private static Kind kindOf(NewRevision<Content> report) {
        if (report.content() == null) {
            throw Rejection.invalid("content", "must be given");
        }
        if (report.content().kind() == Kind.NOTICE) {
            throw Rejection.invalid("content.kind", "must not be notice: the service appends notices itself");
        }
        return report.content().kind();
    }

    /** Returns the kind of a record, which must be that of the content, if there is any. */
    private Kind kindOf(String record, NewRevision<Content> report) {
        Kind kind = history.record(record).map(RecordKey::kind).filter(found -> found != Kind.NOTICE)
                .orElseThrow(() -> Problem.INVALID.at(Violation.query("record", "is an unknown record")));
        if (report.content() != null && report.content().kind() != kind) {
            throw Rejection.conflict("content.kind", "is not the kind of the record");
        }
        return kind;
    }

    private Preview preview(Trial<?> trial, Languages languages) {
        String crisis = trial.revision().crisis();
        var chains = trial.history().chains(crisis, List.of(trial.revision().record()), trial.bounds());
        RecordView<Content> record = RecordViews.of(trial.history()).<Content> load(crisis, chains, languages).get(0);
        List<RecordChange> changed = changes.in(trial.history()).between(crisis, trial.before(), trial.after(), languages);
        return new Preview(record.with(claim -> claim.withoutEvidence().withoutHashes()), changed);
    }
}
