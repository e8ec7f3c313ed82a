package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/**
 * The manifests against Kubernetes' own model and against each other: as the files say, and as kubectl renders them where
 * there is one, for kustomize itself lets any misspelt field through.
 */
class KubernetesManifestsTest {

    private static final Path BASE = Path.of("k8s", "base");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Map<String, Class<? extends KubernetesObject>> MODELS = Map.of("v1/ConfigMap", V1ConfigMap.class,
            "v1/Service", V1Service.class, "apps/v1/Deployment", V1Deployment.class, "policy/v1/PodDisruptionBudget",
            V1PodDisruptionBudget.class, "autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class);
    /** Where the keys are the author's own, and not fields of the model. */
    private static final String MAPS = ".*/(labels|matchLabels|data|requests|limits)|v1/Service/spec/selector";

    /** All resources of the base, from one origin. */
    record Manifests(String origin, List<JsonObject> documents) {

        <T extends KubernetesObject> T the(Class<T> type) {
            List<KubernetesObject> found = documents.stream().map(KubernetesManifestsTest::read).filter(type::isInstance)
                    .toList();
            assertEquals(1, found.size(), type.getSimpleName());
            return type.cast(found.get(0));
        }

        Map<String, String> podLabels() {
            return the(V1Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
        }

        V1PodSpec pod() {
            return the(V1Deployment.class).getSpec().getTemplate().getSpec();
        }

        V1Container container() {
            assertEquals(1, pod().getContainers().size());
            return pod().getContainers().get(0);
        }

        V1ContainerPort port() {
            assertEquals(1, container().getPorts().size());
            return container().getPorts().get(0);
        }

        @Override
        public String toString() {
            return origin;
        }
    }

    static Stream<Manifests> manifests() throws IOException, InterruptedException {
        Manifests files = new Manifests("as the files say", files());
        return isOnPath("kubectl") ? Stream.of(files, new Manifests("as kubectl renders", rendered())) : Stream.of(files);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyResourceIsThereOnceAndValid(Manifests base) {
        assertEquals(MODELS.keySet(),
                base.documents().stream().map(KubernetesManifestsTest::model).collect(Collectors.toSet()));
        assertEquals(MODELS.size(), base.documents().size());
        base.documents().forEach(KubernetesManifestsTest::read);
    }

    @Test
    void everyFileIsListed() throws IOException {
        Set<String> listed = YAML.readTree(BASE.resolve("kustomization.yaml").toFile()).get("resources").valueStream()
                .map(JsonNode::asText).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(BASE)) {
            assertEquals(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("kustomization.yaml"))
                    .collect(Collectors.toSet()), listed);
        }
    }

    @Test
    void theImageHasATag() throws IOException {
        JsonNode image = YAML.readTree(BASE.resolve("kustomization.yaml").toFile()).at("/images/0");
        assertEquals(new Manifests("", files()).container().getImage(), image.path("name").asText());
        assertTrue(image.path("newTag").asText().matches("\\d.*"), image.toString());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aMisspeltFieldIsRefusedWhereverItStands(Manifests base) {
        for (JsonObject document : base.documents()) {
            for (String place : objects(model(document), document).keySet()) {
                if (!place.matches(MAPS)) {
                    JsonObject misspelt = document.deepCopy();
                    objects(model(document), misspelt).get(place).addProperty("mispelt", "x");
                    assertThrows(IllegalArgumentException.class, () -> read(misspelt), place);
                }
            }
        }
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() throws IOException {
        JsonObject settings = files().stream().filter(document -> model(document).equals("v1/ConfigMap")).findAny()
                .orElseThrow();
        settings.getAsJsonObject("data").addProperty("ISNAD_SAMPLE", false);
        assertThrows(AssertionError.class, () -> read(settings));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everySelectorFindsThePods(Manifests base) {
        Set<Map.Entry<String, String>> labels = base.podLabels().entrySet();
        assertSelects(base.the(V1Deployment.class).getSpec().getSelector().getMatchLabels(), labels);
        assertSelects(base.the(V1Service.class).getSpec().getSelector(), labels);
        assertSelects(base.the(V1PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(), labels);
        assertSelects(base.the(V1NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels(), labels);
        base.pod().getTopologySpreadConstraints()
                .forEach(spread -> assertSelects(spread.getLabelSelector().getMatchLabels(), labels));

        var scaled = base.the(V2HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef();
        assertEquals("apps/v1/Deployment", scaled.getApiVersion() + "/" + scaled.getKind());
        assertEquals(base.the(V1Deployment.class).getMetadata().getName(), scaled.getName());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void probesAskForHealthOnThePortThatIsServed(Manifests base) throws IOException {
        V1Container container = base.container();
        assertProbe("/q/health/started", container.getStartupProbe(), base.port());
        assertProbe("/q/health/live", container.getLivenessProbe(), base.port());
        assertProbe("/q/health/ready", container.getReadinessProbe(), base.port());
        assertEquals(new IntOrString(base.port().getName()),
                base.the(V1Service.class).getSpec().getPorts().get(0).getTargetPort());
        base.the(V1NetworkPolicy.class).getSpec().getIngress().forEach(rule -> rule.getPorts()
                .forEach(open -> assertEquals(new IntOrString(base.port().getName()), open.getPort())));

        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            settings.load(in);
        }
        settings.putAll(base.the(V1ConfigMap.class).getData());
        // Paths and port are those of Quarkus as long as nothing moves them.
        assertEquals(8080, base.port().getContainerPort());
        assertEquals(Set.of(), settings.stringPropertyNames().stream()
                .filter(name -> name.toLowerCase().replaceAll("[^a-z]", ".")
                        .matches("(.prod.)?quarkus.(http.port|http.*root.path|management.*|smallrye.health.*path)"))
                .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thePodIsNotRootAndWritesOnlyToItsVolumes(Manifests base) throws IOException {
        V1PodSpec pod = base.pod();
        assertTrue(pod.getSecurityContext().getRunAsNonRoot());
        assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertFalse(pod.getAutomountServiceAccountToken());
        long user = pod.getSecurityContext().getRunAsUser();
        assertTrue(Files.readAllLines(Path.of("Dockerfile")).contains("USER " + user + ":" + user),
                "the image's user is not the pod's");

        var container = base.container().getSecurityContext();
        assertTrue(container.getReadOnlyRootFilesystem());
        assertFalse(container.getAllowPrivilegeEscalation());
        assertEquals(List.of("ALL"), container.getCapabilities().getDrop());

        List<V1VolumeMount> mounts = base.container().getVolumeMounts();
        assertEquals(pod.getVolumes().stream().map(V1Volume::getName).collect(Collectors.toSet()),
                mounts.stream().map(V1VolumeMount::getName).collect(Collectors.toSet()));
        assertEquals(Set.of(base.the(V1ConfigMap.class).getData().get("ISNAD_DATA_DIRECTORY"), "/tmp"),
                mounts.stream().map(V1VolumeMount::getMountPath).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thePodHasItsSettingsAndItsLimits(Manifests base) {
        assertEquals(List.of(base.the(V1ConfigMap.class).getMetadata().getName()),
                base.container().getEnvFrom().stream().map(from -> from.getConfigMapRef().getName()).toList());
        assertEquals(Set.of("cpu", "memory"), base.container().getResources().getRequests().keySet());
        assertEquals(Quantity.fromString("512Mi"), base.container().getResources().getLimits().get("memory"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void thereIsOnePodForH2HasOneWriter(Manifests base) {
        V1Deployment deployment = base.the(V1Deployment.class);
        assertEquals("Recreate", deployment.getSpec().getStrategy().getType());
        assertNull(deployment.getSpec().getReplicas(), "the autoscaler owns the number");
        assertEquals(1, base.the(V2HorizontalPodAutoscaler.class).getSpec().getMaxReplicas());
        assertEquals(new IntOrString(1), base.the(V1PodDisruptionBudget.class).getSpec().getMaxUnavailable());
    }

    private static void assertSelects(Map<String, String> selector, Set<Map.Entry<String, String>> labels) {
        assertFalse(selector.isEmpty());
        assertTrue(labels.containsAll(selector.entrySet()), selector + " does not select " + labels);
    }

    private static void assertProbe(String path, V1Probe probe, V1ContainerPort port) {
        assertEquals(path, probe.getHttpGet().getPath());
        assertEquals(new IntOrString(port.getName()), probe.getHttpGet().getPort());
    }

    /** Refuses what the model does not know, at any depth, and what it would only take by converting it. */
    private static KubernetesObject read(JsonObject document) {
        Type type = MODELS.get(model(document));
        KubernetesObject object = JSON.deserialize(document.toString(), type);
        assertUnderstood(model(document), document, JsonParser.parseString(JSON.serialize(object)));
        return object;
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

    private static String model(JsonObject document) {
        return document.get("apiVersion").getAsString() + "/" + document.get("kind").getAsString();
    }

    /** Every object in the element by its place. */
    private static Map<String, JsonObject> objects(String place, JsonElement element) {
        Map<String, JsonObject> found = new LinkedHashMap<>();
        if (element.isJsonArray()) {
            for (int i = 0; i < element.getAsJsonArray().size(); i++) {
                found.putAll(objects(place + "/" + i, element.getAsJsonArray().get(i)));
            }
        } else if (element.isJsonObject()) {
            found.put(place, element.getAsJsonObject());
            element.getAsJsonObject().entrySet()
                    .forEach(field -> found.putAll(objects(place + "/" + field.getKey(), field.getValue())));
        }
        return found;
    }

    private static List<JsonObject> files() throws IOException {
        List<JsonObject> documents = new ArrayList<>();
        for (JsonNode file : YAML.readTree(BASE.resolve("kustomization.yaml").toFile()).get("resources")) {
            documents.addAll(documents(Files.readString(BASE.resolve(file.asText()))));
        }
        return documents;
    }

    private static List<JsonObject> rendered() throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", BASE.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String yaml = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, kubectl.waitFor(), "kubectl kustomize " + BASE);
        return documents(yaml);
    }

    private static List<JsonObject> documents(String yaml) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode> readValues(yaml)) {
            return documents.readAll().stream()
                    .map(document -> JsonParser.parseString(document.toString()).getAsJsonObject()).toList();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
