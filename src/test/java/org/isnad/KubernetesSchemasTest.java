package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Every field of every manifest is one that there is, and the files say what kubectl makes of them. */
class KubernetesSchemasTest {

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void everyObjectIsValidAndThereOnce(KubernetesManifests manifests) {
        manifests.documents().forEach(KubernetesSchemas::check);
        assertEquals(manifests.documents().size(),
                manifests.documents().stream().map(KubernetesManifests::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void kubectlMakesTheSameOfTheFiles(KubernetesManifests manifests) throws Exception {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl"))), "no kubectl");
        KubernetesManifests rendered = KubernetesManifests.ofKubectl(manifests.folder());
        rendered.documents().forEach(KubernetesSchemas::check);
        assertEquals(canonical(rendered), canonical(manifests));
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#folders")
    void everyFileIsListed(Path folder) throws IOException {
        JsonNode kustomization = KubernetesManifests.kustomization(folder);
        Stream<String> listed = Stream.concat(kustomization.path("resources").valueStream().map(JsonNode::asText),
                kustomization.path("patches").valueStream().map(patch -> patch.path("path").asText()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
                    Stream.concat(listed.filter(name -> !name.contains("/")), Stream.of("kustomization.yaml"))
                            .collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void aMisspeltFieldIsRefusedWhereverItStands(KubernetesManifests manifests) {
        manifests.documents().forEach(document -> assertRefusesMisspelt(document, UnaryOperator.identity()));
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#folders")
    void aMisspeltFieldOfAKustomizationIsRefused(Path folder) {
        JsonNode kustomization = KubernetesManifests.kustomization(folder);
        assertRefusesMisspelt(kustomization, UnaryOperator.identity());
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#folders")
    void aMisspeltFieldOfAPatchIsRefused(Path folder) {
        KubernetesManifests manifests = KubernetesManifests.ofFiles(folder);
        KubernetesManifests.kustomization(folder).path("patches").valueStream()
                .flatMap(patch -> KubernetesManifests.documents(folder.resolve(patch.path("path").asText())).stream())
                .forEach(patch -> assertRefusesMisspelt(patch, misspelt -> {
                    ObjectNode patched = KubernetesManifests.target(manifests.documents(), patch).deepCopy();
                    KubernetesManifests.merge(patched, misspelt);
                    return patched;
                }));
    }

    /** With one field too many in each of its objects in turn. */
    private static void assertRefusesMisspelt(JsonNode document, UnaryOperator<JsonNode> use) {
        for (String place : KubernetesSchemas.objects(document).keySet()) {
            JsonNode misspelt = document.deepCopy();
            KubernetesSchemas.objects(misspelt).get(place).put("mispelt", "x");
            assertThrows(IllegalArgumentException.class, () -> KubernetesSchemas.check(use.apply(misspelt)), place);
        }
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        ObjectNode settings = (ObjectNode) KubernetesManifests.demo().the("ConfigMap", "isnad");
        settings.withObject("/data").put("ISNAD_SAMPLE", true);
        assertThrows(AssertionError.class, () -> KubernetesSchemas.check(settings));

        ObjectNode cluster = (ObjectNode) KubernetesManifests.production().the("Cluster", "isnad-db");
        cluster.withObject("/spec").put("instances", "3");
        assertThrows(IllegalArgumentException.class, () -> KubernetesSchemas.check(cluster));
    }

    @Test
    void theSchemasOfTheirOwnAreClosed() throws IOException {
        for (String file : new TreeSet<>(KubernetesSchemas.FILES.values())) {
            assertClosed(file, new ObjectMapper().readTree(KubernetesSchemas.class.getResourceAsStream(file)));
        }
    }

    private static void assertClosed(String place, JsonNode schema) {
        if (schema.path("type").asText().equals("object")) {
            JsonNode others = schema.path("additionalProperties");
            assertTrue(others.isBoolean() && !others.asBoolean() || others.path("type").asText().equals("string"), place);
        }
        schema.properties().forEach(field -> assertClosed(place + "/" + field.getKey(), field.getValue()));
    }

    private static Map<String, Object> canonical(KubernetesManifests manifests) {
        Map<String, Object> canonical = new TreeMap<>();
        manifests.documents().forEach(document -> canonical.put(KubernetesManifests.name(document), canonical(document)));
        return canonical;
    }

    /** Without the order of what has names: kustomize puts what a patch adds before what is there. */
    private static Object canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), canonical(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            Stream<Object> elements = node.valueStream().map(KubernetesSchemasTest::canonical);
            return node.path(0).isObject() ? elements.sorted(Comparator.comparing(Object::toString)).toList()
                    : elements.toList();
        }
        return node;
    }
}
