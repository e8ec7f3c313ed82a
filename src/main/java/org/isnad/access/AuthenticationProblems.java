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
 * How a request is refused that lacks a credential, brings a bad one, or one that does not suffice (RFC 6750, 3). In the place
 * of the library's mappers, which need another version of Quarkus's challenge.
 */
public final class AuthenticationProblems {

    private static final int BEFORE_THE_LIBRARY = 1;

    private AuthenticationProblems() {
    }

    /** No credential where one is needed. */
    @Provider
    @Priority(BEFORE_THE_LIBRARY)
    public static class Missing extends ExceptionMapperBase<UnauthorizedException> {
        @Override
        protected HttpProblem toProblem(UnauthorizedException refusal) {
            return unauthenticated("Give an API key as " + KeyAuthentication.HEADER + " or as a bearer token",
                    KeyAuthentication.CHALLENGE);
        }
    }

    /** A credential that is no good; which part of it, nobody is told. */
    @Provider
    @Priority(BEFORE_THE_LIBRARY)
    public static class Bad extends ExceptionMapperBase<AuthenticationFailedException> {
        @Override
        protected HttpProblem toProblem(AuthenticationFailedException refusal) {
            Log.info("Refused a bad credential");
            return unauthenticated("The credential is unknown, malformed, expired or revoked, or not the only one",
                    KeyAuthentication.CHALLENGE + ", error=\"invalid_token\"");
        }
    }

    /** A credential whose role does not suffice. */
    @Provider
    @Priority(BEFORE_THE_LIBRARY)
    public static class Insufficient extends ExceptionMapperBase<ForbiddenException> {
        @Override
        protected HttpProblem toProblem(ForbiddenException refusal) {
            return Problem.FORBIDDEN.because("The credential's role does not suffice");
        }
    }

    private static HttpProblem unauthenticated(String detail, String challenge) {
        return HttpProblem.builder(Problem.UNAUTHENTICATED.because(detail)).withHeader("WWW-Authenticate", challenge).build();
    }
}
