package org.isnad.access;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The role of a caller. Each role includes the permissions of the roles declared before it. */
public enum Role {
    /** Reads open crises, and the embargoed crises that the credential names. */
    @JsonProperty(Role.READER_NAME)
    READER(Role.READER_NAME),
    /** Appends revisions of the sources that the credential names. */
    @JsonProperty(Role.REPORTER_NAME)
    REPORTER(Role.REPORTER_NAME),
    /** Writes revisions of any source, describes sources and crises, sets visibility, and imports. */
    @JsonProperty(Role.EDITOR_NAME)
    EDITOR(Role.EDITOR_NAME),
    /** Manages keys, erases and mirrors revisions, verifies crises, and reads the audit log. */
    @JsonProperty(Role.ADMIN_NAME)
    ADMIN(Role.ADMIN_NAME);

    public static final String READER_NAME = "reader";
    public static final String REPORTER_NAME = "reporter";
    public static final String EDITOR_NAME = "editor";
    public static final String ADMIN_NAME = "admin";

    private final String roleName;

    Role(String roleName) {
        this.roleName = roleName;
    }

    /** Returns the name of the role in JSON, token claims and security annotations. */
    public String roleName() {
        return roleName;
    }

    /** Returns the names of this role and of the roles that it includes. */
    Set<String> includedRoleNames() {
        return Arrays.stream(values()).limit(ordinal() + 1L).map(Role::roleName).collect(Collectors.toSet());
    }
}
