package org.isnad.benchmark;

import java.net.URI;
import java.util.Map;

/**
 * A server that is measured.
 *
 * @param requests the request of each operation by its name; operations that the server does not have are absent
 */
record Contender(String name, URI base, Child process, Map<String, Request> requests) {
}
