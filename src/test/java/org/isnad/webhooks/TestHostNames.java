package org.isnad.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** The resolver of the tests, which asks no server: it knows address literals and the names that a test has set. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestHostNames extends HostNames {

    private static final Map<String, Deque<List<String>>> KNOWN = new ConcurrentHashMap<>();

    /** Sets the answers for a name; the last one is repeated. */
    @SafeVarargs
    public static void set(String name, List<String>... answers) {
        KNOWN.put(name, new ArrayDeque<>(List.of(answers)));
    }

    @Override
    List<InetAddress> resolve(String host) throws UnknownHostException {
        Deque<List<String>> answers = KNOWN.get(host);
        if (answers == null) {
            return List.of(AddressCheck.literal(host).orElseThrow(() -> new UnknownHostException(host)));
        }
        List<InetAddress> addresses = new java.util.ArrayList<>();
        synchronized (answers) {
            for (String address : answers.size() > 1 ? answers.poll() : answers.peek()) {
                addresses.add(AddressCheck.literal(address).orElseThrow());
            }
        }
        return addresses;
    }
}
