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
 * @param id the public part of the key
 * @param name the holder and purpose
 * @param role the role, which determines the permissions
 * @param sources the sources that a reporter may append for; null for other roles
 * @param crises the crises that the key is restricted to in writing, and may read under embargo; null for no restriction
 * @param createdAt the time of creation
 * @param createdBy the name of the creator, or {@code start} for the service itself
 * @param expiresAt the time of expiry, or null
 * @param revokedAt the time of revocation, or null
 * @param lastUsedAt the time of the last use, accurate to a minute, or null
 */
@Schema(requiredProperties = { "id", "name", "role", "createdAt", "createdBy" })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Key(String id, String name, Role role, List<String> sources, List<String> crises, Instant createdAt,
        String createdBy, Instant expiresAt, Instant revokedAt, Instant lastUsedAt) {

    /**
     * A request to create a key.
     *
     * @param name the holder and purpose
     * @param role the role, which determines the permissions
     * @param sources the sources that a reporter may append for; null for other roles
     * @param crises the crises that the key is restricted to in writing, and may read under embargo; null for no restriction
     * @param expiresAt the time of expiry, or null for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NewKey(
            @NotBlank @Size(max = 200) String name,
            @NotNull Role role,
            @Size(min = 1, max = 100) List<@NotNull @Slug String> sources,
            @Size(min = 1, max = 100) List<@NotNull @Slug String> crises,
            Instant expiresAt) {

        /**
         * @throws InvalidContent if a reporter has no sources, another role has sources, or an admin is restricted
         *         to crises
         */
        public NewKey {
            if (role == Role.REPORTER && sources == null) {
                throw new InvalidContent("sources", "is required for the role reporter");
            }
            if (role != null && role != Role.REPORTER && sources != null) {
                throw new InvalidContent("sources", "is only for the role reporter");
            }
            if (role == Role.ADMIN && crises != null) {
                throw new InvalidContent("crises", "must be absent for the role admin, which is unrestricted");
            }
        }
    }

    /**
     * A newly created key.
     *
     * @param key the description of the key
     * @param secret the complete key, which is returned only once
     */
    @Schema(requiredProperties = { "key", "secret" })
    public record MadeKey(Key key, String secret) {
    }
}
