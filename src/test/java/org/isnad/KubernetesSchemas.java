package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/**
 * Kubernetes' own model for its kinds and closed schemas for the others, since kustomize lets any misspelt field through, and
 * so do the Java models that there are of those others.
 */
final class KubernetesSchemas {

    private static final Map<String, Class<? extends KubernetesObject>> MODELS = Map.of("v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class, "apps/v1/Deployment", V1Deployment.class, "batch/v1/Job", V1Job.class,
            "policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class, "autoscaling/v2/HorizontalPodAutoscaler",
            V2HorizontalPodAutoscaler.class, "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class);
    static final Map<String, String> FILES = Map.of("postgresql.cnpg.io/v1/Cluster", "/k8s/Cluster.json",
            "monitoring.coreos.com/v1/PodMonitor", "/k8s/PodMonitor.json", "kustomize.config.k8s.io/v1beta1/Kustomization",
            "/k8s/Kustomization.json", "kustomize.config.k8s.io/v1alpha1/Component", "/k8s/Kustomization.json");
    /** Where the keys are the author's own, and not fields of a model. */
    private static final String MAPS = ".*/(labels|matchLabels|data|pairs)|v1/Service/spec/selector"
            + "|(apps|batch)/.*/(requests|limits)";

    private KubernetesSchemas() {
    }

    /** Refuses what the model does not know, at any depth, and what it would only take by converting it. */
    static KubernetesObject check(JsonNode document) {
        String kind = kind(document);
        if (FILES.containsKey(kind)) {
            var faults = schema(FILES.get(kind)).validate(document);
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(kind + " " + faults);
            }
            return null;
        }
        assertTrue(MODELS.containsKey(kind), "no schema for " + kind);
        KubernetesObject object = JSON.deserialize(document.toString(), MODELS.get(kind));
        assertUnderstood(kind, JsonParser.parseString(document.toString()), JsonParser.parseString(JSON.serialize(object)));
        return object;
    }

    static Class<? extends KubernetesObject> model(JsonNode document) {
        return MODELS.get(kind(document));
    }

    /** Every object in the document whose fields the model names, by its place. */
    static Map<String, ObjectNode> objects(JsonNode document) {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        collect(kind(document), document, found);
        found.keySet().removeIf(place -> place.matches(MAPS));
        return found;
    }

    private static JsonSchema schema(String file) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(KubernetesSchemas.class.getResourceAsStream(file));
    }

    private static String kind(JsonNode document) {
        return document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    }

    private static void collect(String place, JsonNode node, Map<String, ObjectNode> found) {
        if (node instanceof ObjectNode object) {
            found.put(place, object);
            object.properties().forEach(field -> collect(place + "/" + field.getKey(), field.getValue(), found));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(place + "/" + i, node.get(i), found);
        }
    }

    /** What was said is what was understood: Gson takes false for "false" and the other way round, the API server does not. */
    private static void assertUnderstood(String place, JsonElement said, JsonElement understood) {
        if (said.isJsonObject()) {
            said.getAsJsonObject().entrySet().forEach(field -> assertUnderstood(place + "/" + field.getKey(),
                    field.getValue(), understood.getAsJsonObject().get(field.getKey())));
        } else if (said.isJsonArray()) {
            for (int i = 0; i < said.getAsJsonArray().size(); i++) {
                assertUnderstood(place + "/" + i, said.getAsJsonArray().get(i), understood.getAsJsonArray().get(i));
            }
        } else {
            assertEquals(said, understood, place);
        }
    }
}
