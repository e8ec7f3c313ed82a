package org.isnad.chain;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.isnad.chain.Verification.Fault;
import org.isnad.content.Rejection;

/** Computes the hash chain of a crisis anew from what is stored, and compares. */
@ApplicationScoped
public class Verifier {

    private static final int BATCH = 500;
    private static final int MAX_FAULTS = 100;

    private final LedgerRow.Repository ledgers;
    private final Revisions revisions;
    private final Codec codec;

    Verifier(LedgerRow.Repository ledgers, Revisions revisions, Codec codec) {
        this.ledgers = ledgers;
        this.revisions = revisions;
        this.codec = codec;
    }

    /**
     * Verifies the revisions of a crisis in position order, and the head of its ledger; ends early once 100 faults are
     * found or all later positions are missing. Takes time in proportion to the revisions, clears the Hibernate session
     * and does not check whether the caller may read the crisis.
     *
     * @throws Rejection UNKNOWN if the crisis does not exist
     */
    @Transactional
    public Verification verify(String crisis) {
        LedgerRow ledger = ledgers.findByIdOptional(crisis).orElseThrow(() -> Rejection.unknown("Unknown crisis"));
        Run run = new Run(ZoneId.of(ledger.timeZone));
        while (run.position < ledger.position && run.faults.size() < MAX_FAULTS) {
            List<RevisionRow> batch = revisions.between(crisis, run.position, ledger.position, BATCH);
            if (batch.isEmpty()) {
                run.faults.add(new Fault(run.position + 1, null, null, "is missing, and all after it"));
                break;
            }
            batch.forEach(run::add);
            // An ever larger session would slow each query down.
            revisions.getEntityManager().clear();
        }
        if (run.faults.isEmpty() && !run.hash.equals(ledger.head)) {
            run.faults.add(new Fault(ledger.position, null, null, "has not the hash that the ledger holds as the head"));
        }
        return run.result(crisis);
    }

    /** The state of a running verification. */
    private class Run {

        private final ZoneId zone;
        private final List<Fault> faults = new ArrayList<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private String hash = Canonical.NO_HASH;
        private long position;

        Run(ZoneId zone) {
            this.zone = zone;
        }

        /** Verifies the next stored revision; each position that was skipped before it is a fault. */
        void add(RevisionRow row) {
            position++;
            for (; position < row.position; position++) {
                faults.add(new Fault(position, null, null, "is missing"));
            }
            int number = numbers.merge(row.recordId, 1, Integer::sum);
            for (String fault : codec.faults(row, hash, number, zone)) {
                faults.add(new Fault(position, row.recordId, row.number, fault));
            }
            hash = row.hash;
        }

        /** Returns the result so far, with at most 100 faults. */
        Verification result(String crisis) {
            return new Verification(crisis, position, hash, faults.isEmpty(),
                    faults.subList(0, Math.min(faults.size(), MAX_FAULTS)));
        }
    }
}
