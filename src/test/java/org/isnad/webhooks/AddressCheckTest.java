package org.isnad.webhooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which addresses may be sent to: the first and the last of each block that may not, and their neighbours. */
class AddressCheckTest {

    private record Settings(List<String> allowed) implements WebhookSettings {

        @Override
        public Optional<List<String>> allowedAddresses() {
            return Optional.of(allowed);
        }

        @Override
        public Optional<URI> proxy() {
            return Optional.empty();
        }

        @Override
        public long perOwner() {
            return 1;
        }

        @Override
        public int parallel() {
            return 1;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Duration retryDelay() {
            return Duration.ofSeconds(1);
        }
    }

    private static boolean allows(String address, String... allowed) {
        InetAddress parsed = AddressCheck.literal(address).orElseThrow();
        return new AddressCheck(new Settings(List.of(allowed))).allows(parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            // This network, private, shared, loopback, link-local.
            "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1",
            "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255", "172.16.0.0", "172.31.255.255",
            // Protocol assignments, documentation, 6to4 relays, private, benchmarks, multicast, reserved, broadcast.
            "192.0.0.0", "192.0.0.255", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0",
            "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255",
            // Unspecified, loopback, IPv4-compatible and IPv4-mapped.
            "::", "::1", "[::1]", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "[::ffff:169.254.169.254]", "::ffff:a00:1",
            // NAT64 with IPv4 that is not public, local NAT64, discard, dummy, protocol assignments, documentation, 6to4, SRv6.
            "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:ffff:ffff:ffff:808:808",
            "100::1", "100:0:0:1::1", "100:0:0:1:ffff::1", "2001::1", "2001:0:ffff::1", "2001:1::1", "2001:1ff:ffff::1",
            "2001:db8::1", "2002::1", "2002:7f00:1::1", "2002:ffff:ffff::1",
            "3fff::1", "3fff:fff:ffff::1", "5f00::1", "5f00:ffff::1",
            // Unique local, link-local, site-local, multicast.
            "fc00::1", "fd12:3456::1", "fdff:ffff::1", "fe80::1", "febf:ffff::1", "fec0::1", "ff02::1", "ff0e::1" })
    void whatIsNotPublicIsRefused(String address) {
        assertEquals(false, allows(address));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1.0.0.0", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
            "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
            "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8", "100:0:0:2::1", "2001:200::1", "2001:4860:4860::8888", "2003::1", "3fff:1000::1", "5eff::1",
            "5f01::1", "2a00:1450::1" })
    void whatIsPublicIsAllowed(String address) {
        assertTrue(allows(address));
    }

    @Test
    void theOperatorMayAllowMore() {
        assertTrue(allows("127.0.0.1", "127.0.0.1/32"));
        assertEquals(false, allows("127.0.0.2", "127.0.0.1/32"));
        assertTrue(allows("::ffff:127.0.0.1", "127.0.0.1/32"));
        assertTrue(allows("fd00::5", "10.0.0.0/8", "fd00::/64"));
        assertEquals(false, allows("fd00:1::5", "10.0.0.0/8", "fd00::/64"));
        for (String wrong : List.of("receivers", "10.0.0.1", "10.0.0.0/8/8", "receiver.example/8")) {
            assertThrows(IllegalArgumentException.class, () -> allows("8.8.8.8", wrong), wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "localhost", "receiver.example", "127.1", "0x7f.0.0.1", "2130706433", "", "[]", "[localhost]" })
    void aNameIsNoLiteral(String host) {
        assertEquals(Optional.empty(), AddressCheck.literal(host));
    }
}
