package org.isnad.chain;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.persistence.TypedQuery;

/** Parts of HQL queries that select revision headers within the bounds of a read. */
public final class HeaderQueries {

    /** The condition that the revision with alias r is within the bounds. */
    public static final String WITHIN_BOUNDS = "r.reportedFrom <= :asOf and r.recordedAt <= :knownAt and r.position <= :position";

    private HeaderQueries() {
    }

    /** Returns the HQL expression that constructs the header of the revision with an alias; its {@code last} is 0. */
    public static String header(String alias) {
        return "new " + RevisionHeader.class.getName()
                + Stream.of("recordId", "number", "position", "sourceId", "status", "supersedes", "crosses", "orderFrom",
                        "erased")
                        .map(component -> alias + "." + component).collect(Collectors.joining(", ", "(", ", 0)"));
    }

    /** Sets the parameters of {@link #WITHIN_BOUNDS}, and returns the same query. */
    public static <T> TypedQuery<T> bind(TypedQuery<T> query, AsOf bounds) {
        return query.setParameter("asOf", bounds.asOf()).setParameter("knownAt", bounds.knownAt()).setParameter("position",
                bounds.position());
    }
}
