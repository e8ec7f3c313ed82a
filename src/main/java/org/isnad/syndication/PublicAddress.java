package org.isnad.syndication;

import java.util.Optional;

import jakarta.validation.constraints.Pattern;

import io.smallrye.config.ConfigMapping;

/** The settings {@code isnad.public.*}; application.properties documents them. */
@ConfigMapping(prefix = "isnad.public")
public interface PublicAddress {

    String SCHEME = "https?://";
    String AUTHORITY = "[^/?#]+";
    String PATH = "[^?#]*";

    /** An address without a query and a fragment, as a regular expression. */
    String FORM = SCHEME + AUTHORITY + PATH;

    /** Returns the address under which clients reach the service, or empty if it is that of each request. */
    Optional<@Pattern(regexp = FORM, message = "must be an address such as https://news.example") String> url();
}
