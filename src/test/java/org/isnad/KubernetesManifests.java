package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1PodTemplateSpec;

/**
 * All objects of one folder, put together from its files as kustomize would: so they are tested where there is no kubectl, and
 * where there is one, it is asked whether it makes the same of them.
 */
record KubernetesManifests(Path folder, List<ObjectNode> documents) {

    private static final Path K8S = Path.of("k8s");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    /** The lists that a patch adds to, with the field by which it finds what is there already. */
    private static final Map<String, String> MERGED = Map.of("containers", "name", "env", "name", "volumes", "name",
            "volumeMounts", "mountPath", "topologySpreadConstraints", "topologyKey");

    static Stream<KubernetesManifests> all() {
        return Stream.concat(Stream.of(ofFiles(K8S.resolve("base")), demo()), ofProduction());
    }

    static Stream<KubernetesManifests> ofProduction() {
        return Stream.of(production(), withCache());
    }

    static KubernetesManifests demo() {
        return ofFiles(K8S.resolve("overlays/demo"));
    }

    static KubernetesManifests production() {
        return ofFiles(K8S.resolve("overlays/production"));
    }

    static KubernetesManifests cache() {
        return ofFiles(K8S.resolve("components/http-cache"));
    }

    /** Production with the line of the component switched on, in a copy of all folders. */
    static KubernetesManifests withCache() {
        Path copies = Path.of("target", "k8s-with-cache");
        try (Stream<Path> files = Files.walk(K8S)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = copies.resolve(K8S.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, Files.readString(file).replace("\n# components:", "\ncomponents:"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ofFiles(copies.resolve("overlays/production"));
    }

    /** Every folder with a kustomization. */
    static Stream<Path> folders() throws IOException {
        try (Stream<Path> files = Files.walk(K8S)) {
            return files.filter(file -> file.endsWith("kustomization.yaml")).map(Path::getParent).toList().stream();
        }
    }

    static KubernetesManifests ofFiles(Path folder) {
        return new KubernetesManifests(folder, put(folder));
    }

    static KubernetesManifests ofKubectl(Path folder) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString()).redirectError(Redirect.INHERIT)
                .start();
        List<ObjectNode> documents = YAML.readerFor(ObjectNode.class).<ObjectNode> readValues(kubectl.getInputStream())
                .readAll();
        assertEquals(0, kubectl.waitFor(), "kubectl kustomize " + folder);
        return new KubernetesManifests(folder, documents);
    }

    /** The only one of its kind and name. */
    <T extends KubernetesObject> T the(Class<T> type, String name) {
        List<T> found = all(type).filter(object -> object.getMetadata().getName().equals(name)).toList();
        assertEquals(1, found.size(), type.getSimpleName() + " " + name);
        return found.get(0);
    }

    /** The only one of a kind that is not Kubernetes' own. */
    JsonNode the(String kind, String name) {
        List<ObjectNode> found = all(kind).filter(document -> document.at("/metadata/name").asText().equals(name)).toList();
        assertEquals(1, found.size(), kind + " " + name);
        return found.get(0);
    }

    <T extends KubernetesObject> Stream<T> all(Class<T> type) {
        return documents.stream().filter(document -> KubernetesSchemas.model(document) == type)
                .map(document -> type.cast(KubernetesSchemas.check(document)));
    }

    Stream<ObjectNode> all(String kind) {
        return documents.stream().filter(document -> document.path("kind").asText().equals(kind));
    }

    /** What Kubernetes makes pods of, each with the name of its maker. */
    Map<String, V1PodTemplateSpec> pods() {
        Map<String, V1PodTemplateSpec> pods = new TreeMap<>();
        all(V1Deployment.class).forEach(made -> pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
        all(V1Job.class).forEach(made -> pods.put(made.getMetadata().getName(), made.getSpec().getTemplate()));
        return pods;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    static String name(JsonNode document) {
        return document.path("kind").asText() + " " + document.at("/metadata/name").asText();
    }

    static JsonNode kustomization(Path folder) {
        return documents(folder.resolve("kustomization.yaml")).get(0);
    }

    static List<ObjectNode> documents(Path file) {
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode> readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static List<ObjectNode> put(Path folder) {
        JsonNode kustomization = kustomization(folder);
        KubernetesSchemas.check(kustomization);
        List<ObjectNode> documents = new ArrayList<>();
        for (String list : List.of("resources", "components")) {
            kustomization.path(list).forEach(entry -> {
                Path path = folder.resolve(entry.asText()).normalize();
                documents.addAll(Files.isDirectory(path) ? put(path) : documents(path));
            });
        }
        kustomization.path("patches").forEach(entry -> documents(folder.resolve(entry.path("path").asText()))
                .forEach(patch -> merge(target(documents, patch), patch)));
        kustomization.path("labels").forEach(labels -> documents.forEach(document -> {
            label(document.withObject("/metadata"), labels.path("pairs"));
            if (document.at("/spec/template").isObject()) {
                label(document.withObject("/spec/template/metadata"), labels.path("pairs"));
            }
        }));
        kustomization.path("images").forEach(image -> documents.stream()
                .flatMap(document -> document.at("/spec/template/spec/containers").valueStream())
                .filter(container -> container.path("image").equals(image.path("name")))
                .forEach(container -> ((ObjectNode) container).put("image",
                        image.path("name").asText() + ":" + image.path("newTag").asText())));
        return documents;
    }

    static ObjectNode target(List<ObjectNode> documents, JsonNode patch) {
        List<ObjectNode> found = documents.stream().filter(document -> Stream.of("/apiVersion", "/kind", "/metadata/name")
                .allMatch(place -> document.at(place).equals(patch.at(place)))).toList();
        assertEquals(1, found.size(), "targets of the patch " + patch.at("/metadata/name"));
        return found.get(0);
    }

    static void merge(ObjectNode into, JsonNode patch) {
        patch.properties().forEach(field -> {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
            } else if (there instanceof ArrayNode list && field.getValue().isArray()) {
                String key = MERGED.get(field.getKey());
                assertNotNull(key, "a patch of the list " + field.getKey());
                field.getValue().forEach(added -> find(list, element -> element.path(key).equals(added.path(key)))
                        .ifPresentOrElse(element -> merge((ObjectNode) element, added), () -> list.add(added.deepCopy())));
            } else {
                assertTrue(!field.getValue().isNull() && !field.getKey().startsWith("$"), "a patch that removes");
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static Optional<JsonNode> find(ArrayNode list, Predicate<JsonNode> wanted) {
        return list.valueStream().filter(wanted).findFirst();
    }

    private static void label(ObjectNode metadata, JsonNode pairs) {
        metadata.withObject("/labels").setAll((ObjectNode) pairs.deepCopy());
    }
}
