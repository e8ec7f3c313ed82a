package org.isnad.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;

/**
 * Tells which addresses may be sent to: those that are public, and those that the operator allows. It keeps whoever may create
 * a webhook from reaching the network of the service (server-side request forgery).
 */
@ApplicationScoped
class AddressCheck {

    /**
     * The IPv4 blocks that are not public (IANA IPv4 Special-Purpose Address Registry), and multicast. Java reads an IPv4
     * address that is mapped into IPv6 (::ffff:0:0/96) as the IPv4 address.
     */
    private static final List<String> IPV4 = List.of("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    /**
     * The IPv6 blocks that are not public (IANA IPv6 Special-Purpose Address Registry), multicast, and those that a gateway may
     * translate into any IPv4 address: IPv4-compatible, local NAT64, Teredo and 6to4.
     */
    private static final List<String> IPV6 = List.of("::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23",
            "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");

    /** The prefix of NAT64 (RFC 6052), by which a network without IPv4 reaches public IPv4 addresses. */
    private static final String NAT64 = "64:ff9b::";
    private static final int NAT64_LENGTH = 96;

    private static final List<IpSubnetFilterRule> REFUSED = Stream
            .of(IPV4.stream(), IPV6.stream(), IPV4.stream().map(AddressCheck::translated)).flatMap(blocks -> blocks)
            .map(AddressCheck::rule).toList();

    private final List<IpSubnetFilterRule> allowed;

    /** @throws IllegalArgumentException if a setting is not a CIDR block */
    AddressCheck(WebhookSettings settings) {
        this.allowed = settings.allowedAddresses().orElse(List.of()).stream().map(AddressCheck::rule).toList();
    }

    /** Returns the IPv6 block by which NAT64 reaches an IPv4 block. */
    private static String translated(String block) {
        String[] parts = block.split("/");
        return NAT64 + parts[0] + "/" + (NAT64_LENGTH + Integer.parseInt(parts[1]));
    }

    private static IpSubnetFilterRule rule(String block) {
        String[] parts = block.split("/");
        Optional<InetAddress> address = parts.length == 2 ? literal(parts[0]) : Optional.empty();
        InetAddress first = address
                .orElseThrow(() -> new IllegalArgumentException(block + " is not a CIDR block, such as 10.0.0.0/8"));
        return new IpSubnetFilterRule(first, Integer.parseInt(parts[1]), IpFilterRuleType.REJECT);
    }

    /** Whether an address is public or allowed by the operator. */
    boolean allows(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return allowed.stream().anyMatch(rule -> rule.matches(socket))
                || REFUSED.stream().noneMatch(rule -> rule.matches(socket));
    }

    /** Returns the address that a host of a URL states; empty if the host is a name. Asks no resolver. */
    static Optional<InetAddress> literal(String host) {
        boolean isIpv6 = host.contains(":");
        if (!isIpv6 && !NetUtil.isValidIpV4Address(host)) {
            return Optional.empty();
        }
        // What is in brackets is read as an address and never resolved.
        String literal = isIpv6 && !host.startsWith("[") ? "[" + host + "]" : host;
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
