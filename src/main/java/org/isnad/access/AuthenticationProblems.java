package org.isnad.access;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

import org.isnad.web.Problem;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.Log;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/**
 * The exception mappers for missing, invalid and insufficient credentials (RFC 6750, section 3). They replace the mappers of
 * the problem library, which need another version of Quarkus's challenge API.
 */
public final class AuthenticationProblems {

    /** The lowest number has the highest priority. */
    private static final int ABOVE_LIBRARY = 1;

    private AuthenticationProblems() {
    }

    /** Maps a missing credential to a 401 response. */
    @Provider
    @Priority(ABOVE_LIBRARY)
    public static class Missing extends ExceptionMapperBase<UnauthorizedException> {
        @Override
        protected HttpProblem toProblem(UnauthorizedException exception) {
            return unauthenticated("Give an API key as " + KeyAuthentication.HEADER + " or as a bearer token",
                    KeyAuthentication.CHALLENGE);
        }
    }

    /** Logs an invalid credential and maps it to a 401 response, which does not reveal what is invalid about it. */
    @Provider
    @Priority(ABOVE_LIBRARY)
    public static class Invalid extends ExceptionMapperBase<AuthenticationFailedException> {
        @Override
        protected HttpProblem toProblem(AuthenticationFailedException exception) {
            Log.info("Rejected an invalid credential");
            return unauthenticated("The credential is unknown, malformed, expired or revoked, or the request has more than one",
                    KeyAuthentication.CHALLENGE + ", error=\"invalid_token\"");
        }
    }

    /** Maps a credential with an insufficient role to a 403 response. */
    @Provider
    @Priority(ABOVE_LIBRARY)
    public static class Insufficient extends ExceptionMapperBase<ForbiddenException> {
        @Override
        protected HttpProblem toProblem(ForbiddenException exception) {
            return Problem.FORBIDDEN.because("The credential's role does not permit this operation");
        }
    }

    /** Returns a 401 problem with the challenge in its {@code WWW-Authenticate} header. */
    private static HttpProblem unauthenticated(String detail, String challenge) {
        return HttpProblem.builder(Problem.UNAUTHENTICATED.because(detail)).withHeader("WWW-Authenticate", challenge).build();
    }
}
