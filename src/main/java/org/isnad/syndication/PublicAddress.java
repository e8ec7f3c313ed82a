package org.isnad.syndication;

import java.util.Optional;

import jakarta.validation.constraints.Pattern;

import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.public.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.public")
public interface PublicAddress {

    /** Returns the address under which clients reach the service, or empty if it is that of each request. */
    Optional<@Pattern(regexp = "https?://[^/?#]+[^?#]*", message = "must be an address such as https://news.example") String> url();
}
