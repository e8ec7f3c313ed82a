package org.isnad.chain;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.isnad.access.Caller;
import org.isnad.chain.LedgerChanges.Append;
import org.isnad.content.Content;

import io.quarkus.narayana.jta.QuarkusTransaction;

/** Makes appends on trial: all rules are checked, nothing is stored, and what they would change can be read. */
@ApplicationScoped
public class Trials {

    private final LedgerChanges changes;
    private final CrisisStates states;
    private final RecordKeys records;
    private final Revisions revisions;
    private final Codec codec;
    private final Caller caller;
    private final Clock clock;
    private final int importTimeout;

    Trials(LedgerChanges changes, CrisisStates states, RecordKeys records, Revisions revisions, Codec codec, Caller caller,
            Clock clock, @ConfigProperty(name = "isnad.import-timeout") int importTimeout) {
        this.changes = changes;
        this.states = states;
        this.records = records;
        this.revisions = revisions;
        this.codec = codec;
        this.caller = caller;
        this.clock = clock;
        this.importTimeout = importTimeout;
    }

    /**
     * The outcome of an append on trial.
     *
     * @param revision the revision that the append would return
     * @param before the last position before the append
     * @param after the last position after it
     * @param history the log with what was appended, for reads of the crisis up to the position after
     */
    public record Trial<C extends Content>(Revision<C> revision, long before, long after, History history) {

        /** Returns the bounds of a read that sees what was appended. */
        public AsOf bounds() {
            return AsOf.NOW.upTo(after);
        }
    }

    /** The result of an append whose transaction was rolled back. */
    private record Appended<C extends Content>(Revision<C> revision, LockedCrisis crisis, List<Append> appends) {
    }

    /**
     * Makes an append and undoes it. The crisis is locked until then, as by every append.
     *
     * @param append an append to one crisis, without an idempotency key
     * @throws org.isnad.content.Rejection if the append is rejected
     */
    public <C extends Content> Trial<C> run(Supplier<AppendResult<C>> append) {
        return trial(undone(append));
    }

    private <C extends Content> Appended<C> undone(Supplier<AppendResult<C>> append) {
        QuarkusTransaction.begin();
        try {
            Revision<C> revision = append.get().revision();
            return new Appended<>(revision, changes.lock(revision.crisis()).orElseThrow(), changes.appends());
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private <C extends Content> Trial<C> trial(Appended<C> appended) {
        CrisisIndex committed = appended.crisis.index();
        CrisisIndex index = new CrisisIndex(committed.erasures());
        index.append(committed.between(0, appended.crisis.committedPosition()));
        index.append(appended.crisis.appended());
        Contents contents = new Contents(revisions, codec);
        appended.appends.forEach(append -> contents.add(append.row(), append.revision(), index.erasures()));
        History history = new History(states, records, new TrialIndex(revisions, index), contents, caller, clock,
                importTimeout);
        return new Trial<>(appended.revision, appended.crisis.committedPosition(), index.position(), history);
    }

    /** The index of a crisis with what was appended on trial, whatever others append meanwhile. */
    private static final class TrialIndex extends CrisisIndexes {

        private final CrisisIndex index;

        TrialIndex(Revisions revisions, CrisisIndex index) {
            super(revisions);
            this.index = index;
        }

        @Override
        CrisisIndex of(CrisisState state) {
            return index;
        }
    }
}
