package org.isnad.answers;

import jakarta.enterprise.context.ApplicationScoped;

import org.isnad.chain.CrisisStates;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** The answers that were sent last to clients without credentials, from crises that are open to everybody. */
@ApplicationScoped
class Answers {

    /** The part of the heap that the answers may use together, and the part of that for one of them. */
    private static final int SHARE_OF_HEAP = 8;
    private static final int SHARE_OF_ONE = 16;

    private final CrisisStates states;
    private final long maxSize = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    private final Cache<AnswerKey, Answer> answers = Caffeine.newBuilder().maximumWeight(maxSize)
            .<AnswerKey, Answer> weigher((key, answer) -> answer.size()).build();

    Answers(CrisisStates states) {
        this.states = states;
    }

    /**
     * Returns the answer to a request, or null if it must be computed.
     *
     * @param ifNoneMatch the entity tags that the client has, or null
     */
    Answer find(AnswerKey key, String ifNoneMatch) {
        Answer answer = answers.getIfPresent(key);
        return answer != null && answer.isFor(ifNoneMatch) && states.areUnchanged(answer.basis()) ? answer : null;
    }

    /** Keeps the answer to a request, unless it is too large. */
    void keep(AnswerKey key, Answer answer) {
        if (answer.size() <= maxSize / SHARE_OF_ONE) {
            answers.put(key, answer);
        }
    }
}
