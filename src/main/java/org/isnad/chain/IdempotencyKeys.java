package org.isnad.chain;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.access.Caller;
import org.isnad.content.Content;
import org.isnad.content.Kind;
import org.isnad.content.Rejection;

/** Answers a repeated request as the first one with its idempotency key was answered. */
@ApplicationScoped
class IdempotencyKeys {

    private final IdempotencyKeyRow.Repository keys;
    private final Revisions revisions;
    private final LedgerChanges changes;
    private final Codec codec;
    private final Caller caller;

    IdempotencyKeys(IdempotencyKeyRow.Repository keys, Revisions revisions, LedgerChanges changes, Codec codec, Caller caller) {
        this.keys = keys;
        this.revisions = revisions;
        this.changes = changes;
        this.codec = codec;
        this.caller = caller;
    }

    /** The parts of a request that its fingerprint covers. */
    record Request(String operation, Kind kind, String record, NewRevision<?> report) {
    }

    /**
     * Runs a write and stores its position under the key, unless the caller has run one with the same key. In that
     * case, returns the revision of the first one, as it is stored now and not marked as repeated.
     *
     * @param key the idempotency key, or null to run the write in any case
     * @param ledger the ledger of the crisis, which must be locked so that two requests with a key do not run at once
     * @throws Rejection KEY_REUSED if the key belongs to another request of the caller
     */
    <C extends Content> AppendResult<C> runOnce(String key, Request request, LedgerRow ledger,
            Supplier<AppendResult<C>> write) {
        if (key == null) {
            return write.get();
        }
        String fingerprint = Canonical.hash(codec.canonical(request));
        // The caller is part of the id: nobody gets the answer to another's request.
        String id = Canonical.hash(caller.name() + " " + key);
        IdempotencyKeyRow unwritten = changes.unwrittenKey(id);
        IdempotencyKeyRow seen = unwritten == null ? keys.findById(id) : unwritten;
        if (seen == null) {
            AppendResult<C> result = write.get();
            changes.addKey(IdempotencyKeyRow.of(id, fingerprint, ledger.crisisId, result.revision().position()));
            return result;
        }
        if (!seen.request.equals(fingerprint)) {
            throw Rejection.keyReused();
        }
        changes.write();
        // Not marked as repeated: the answer must equal the first one.
        return new AppendResult<>(codec.revision(revisions.at(seen.crisisId, seen.position)), false);
    }
}
