package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** NetworkPolicies as Kubernetes reads them: whom none selects is open, and any rule of any that selects it will do. */
record KubernetesNetwork(List<ObjectNode> policies) {

    /** A pod, or somebody in another namespace; the manifests name no namespace, so here their own is called isnad. */
    record Peer(String namespace, Map<String, String> labels) {

        boolean matches(JsonNode peer) {
            boolean home = peer.path("namespaceSelector").isMissingNode() ? namespace.equals("isnad")
                    : selects(peer.path("namespaceSelector"), Map.of("kubernetes.io/metadata.name", namespace));
            return home && (peer.path("podSelector").isMissingNode() || selects(peer.path("podSelector"), labels));
        }
    }

    boolean lets(Peer from, Peer to, String port) {
        return lets("Egress", "/spec/egress", "to", from, to, port)
                && lets("Ingress", "/spec/ingress", "from", to, from, port);
    }

    private boolean lets(String type, String rules, String direction, Peer whose, Peer other, String port) {
        List<ObjectNode> ruling = policies.stream()
                .filter(policy -> whose.namespace().equals("isnad")
                        && selects(policy.at("/spec/podSelector"), whose.labels()))
                .filter(policy -> policy.at("/spec/policyTypes").valueStream()
                        .anyMatch(named -> named.asText().equals(type)))
                .toList();
        return ruling.isEmpty() || ruling.stream().flatMap(policy -> policy.at(rules).valueStream())
                .anyMatch(rule -> rule.path("ports").valueStream()
                        .anyMatch(open -> samePort(open.path("port").asText(), port))
                        && rule.path(direction).valueStream().anyMatch(other::matches));
    }

    /** A rule may name a port or give its number. */
    private static boolean samePort(String open, String asked) {
        return open.replace("http", "8080").equals(asked.replace("http", "8080"));
    }

    static boolean selects(JsonNode selector, Map<String, String> labels) {
        return selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().asText().equals(labels.get(label.getKey())))
                && selector.path("matchExpressions").valueStream().allMatch(expression -> {
                    assertEquals("In", expression.path("operator").asText());
                    return expression.path("values").valueStream()
                            .anyMatch(value -> value.asText().equals(labels.get(expression.path("key").asText())));
                });
    }
}
