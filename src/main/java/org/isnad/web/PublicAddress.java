package org.isnad.web;

import java.net.URI;
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

    /** Returns the public address of the service without a slash at its end: the setting, or else that of a request. */
    default String base(URI request) {
        return url().map(url -> url.replaceFirst("/+$", ""))
                .orElseGet(() -> request.getScheme() + "://" + request.getRawAuthority());
    }
}
