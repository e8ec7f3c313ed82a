package org.isnad.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

/** Resolves the names of hosts with the resolver of the system. */
@ApplicationScoped
class HostNames {

    /**
     * Returns all addresses of a host, at least one. Blocks.
     *
     * @param host a name or an address literal
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }
}
