package org.isnad.access;

import java.time.Instant;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.isnad.content.InvalidContent;
import org.isnad.content.Slug;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An API key, without its secret.
 *
 * @param id its public part
 * @param name whose it is and what for
 * @param role what it may do
 * @param sources the sources in whose name a reporter may append; null for other roles
 * @param crises the only crises that it may write in, and may read though they are embargoed; null for all that its role may
 * @param createdAt when it was made
 * @param createdBy by whom
 * @param expiresAt when it ends, or null
 * @param revokedAt when it was revoked, or null
 * @param lastUsedAt when it was last used, to the minute, or null
 */
@Schema(requiredProperties = { "id", "name", "role", "createdAt", "createdBy" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Key(String id, String name, Role role, List<String> sources, List<String> crises, Instant createdAt,
        String createdBy, Instant expiresAt, Instant revokedAt, Instant lastUsedAt) {

    /**
     * A key to be made.
     *
     * @param name whose it is and what for
     * @param role what it may do
     * @param sources the sources in whose name it may append; needed for a reporter, and only there
     * @param crises the only crises that it may write in, and may read though they are embargoed; absent for all
     * @param expiresAt when it ends; absent for never
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewKey(
            @NotBlank @Size(max = 200) String name,
            @NotNull Role role,
            @Size(min = 1, max = 100) List<@NotNull @Slug String> sources,
            @Size(min = 1, max = 100) List<@NotNull @Slug String> crises,
            Instant expiresAt) {

        public NewKey {
            if (role != null && (role == Role.REPORTER) != (sources != null)) {
                throw new InvalidContent("sources",
                        role == Role.REPORTER ? "must name the sources that a reporter speaks for" : "is for reporters only");
            }
            if (role == Role.ADMIN && crises != null) {
                throw new InvalidContent("crises", "is not for admins, who may do everything");
            }
        }
    }

    /**
     * A key that was just made.
     *
     * @param key what it may do
     * @param secret the key itself, shown this once
     */
    @Schema(requiredProperties = { "key", "secret" })
    public record MadeKey(Key key, String secret) {
    }
}
