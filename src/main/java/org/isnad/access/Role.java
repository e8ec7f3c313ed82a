package org.isnad.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a caller may do; each role may also do what those before it may. */
public enum Role {
    /** Read what is open, as everybody may; and the embargoed crises that its key names. */
    @JsonProperty(Role.READER_NAME)
    READER(Role.READER_NAME),
    /** Append in the name of the sources that its key is bound to. */
    @JsonProperty(Role.REPORTER_NAME)
    REPORTER(Role.REPORTER_NAME),
    /** Append, correct and retract in the name of any source; describe crises and sources, close crises, import. */
    @JsonProperty(Role.EDITOR_NAME)
    EDITOR(Role.EDITOR_NAME),
    /** Manage keys, erase, mirror, verify, read the audit log. */
    @JsonProperty(Role.ADMIN_NAME)
    ADMIN(Role.ADMIN_NAME);

    public static final String READER_NAME = "reader";
    public static final String REPORTER_NAME = "reporter";
    public static final String EDITOR_NAME = "editor";
    public static final String ADMIN_NAME = "admin";

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The name in JSON, in claims of tokens and in annotations. */
    public String word() {
        return word;
    }

    /** The names of this role and of all that it includes. */
    Set<String> words() {
        return Arrays.stream(values()).filter(role -> role.ordinal() <= ordinal()).map(Role::word).collect(Collectors.toSet());
    }
}
