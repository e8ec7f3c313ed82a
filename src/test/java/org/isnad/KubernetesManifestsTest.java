package org.isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.isnad.KubernetesNetwork.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1EnvVar;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Probe;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;

/** What an operator would apply: all parts fit each other. */
class KubernetesManifestsTest {

    /** Made by the operator of the cluster, as the README tells, and by CloudNativePG. */
    private static final Map<String, Set<String>> SECRETS = Map.of("isnad-db-app-role", Set.of("username", "password"),
            "isnad-db-app", Set.of("username", "password"), "isnad-admin-key", Set.of("key"));
    private static final Map<String, String> DATABASE = Map.of("cnpg.io/cluster", "isnad-db", "cnpg.io/podRole", "instance");

    // --- What belongs together ---

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void everySelectorFindsItsOwnPodsAndNoOthers(KubernetesManifests manifests) {
        for (ObjectNode document : manifests.documents()) {
            String name = document.at("/metadata/name").asText();
            JsonNode selector = switch (document.path("kind").asText()) {
                case "Service" -> JsonNodeFactory.instance.objectNode().set("matchLabels", document.at("/spec/selector"));
                case "NetworkPolicy" -> document.at("/spec/podSelector");
                default -> document.at("/spec/selector");
            };
            if (!selector.isMissingNode()) {
                Set<String> own = name.equals("isnad-to-database") ? Set.of("isnad", "isnad-migrate") : Set.of(name);
                assertEquals(own, selected(manifests, selector), KubernetesManifests.name(document));
            }
            for (String place : List.of("/spec/template/spec", "/spec")) {
                document.at(place).path("topologySpreadConstraints").forEach(
                        spread -> assertEquals(Set.of(name), selected(manifests, spread.path("labelSelector")),
                                KubernetesManifests.name(document)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void whatAPodRefersToIsThere(KubernetesManifests manifests) {
        manifests.pods().forEach((name, pod) -> {
            for (V1Container container : pod.getSpec().getContainers()) {
                list(container.getEnvFrom()).forEach(from -> configuration(manifests, from.getConfigMapRef().getName()));
                for (V1EnvVar variable : list(container.getEnv())) {
                    var from = variable.getValueFrom();
                    if (from != null && from.getConfigMapKeyRef() != null) {
                        assertNotNull(configuration(manifests, from.getConfigMapKeyRef().getName())
                                .get(from.getConfigMapKeyRef().getKey()), variable.getName());
                    } else if (from != null) {
                        assertTrue(SECRETS.getOrDefault(from.getSecretKeyRef().getName(), Set.of())
                                .contains(from.getSecretKeyRef().getKey()), variable.getName());
                    }
                }
                assertEquals(pod.getSpec().getVolumes().stream().map(volume -> volume.getName()).collect(Collectors.toSet()),
                        container.getVolumeMounts().stream().map(mount -> mount.getName()).collect(Collectors.toSet()), name);
            }
            pod.getSpec().getVolumes().stream().filter(volume -> volume.getConfigMap() != null)
                    .forEach(volume -> configuration(manifests, volume.getConfigMap().getName()));
        });
        assertEquals(0, manifests.all("Secret").count(), "no secret is kept with the source");
    }

    @Test
    void everySettingIsOneThatThereIs() {
        Set<String> ofAll = configuration(KubernetesManifests.ofFiles(Path.of("k8s", "base")), "isnad").keySet();
        assertEquals(
                Set.of("QUARKUS_HTTP_HOST", "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
                        "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "ISNAD_SEARCH_DIRECTORY"),
                ofAll);
        assertEquals(Set.of("ISNAD_DATA_DIRECTORY", "ISNAD_SAMPLE"), settingsBeside(ofAll, KubernetesManifests.demo()));
        assertEquals(Set.of("QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_FLYWAY_MIGRATE_AT_START"),
                settingsBeside(ofAll, KubernetesManifests.production()));
    }

    private static Set<String> settingsBeside(Set<String> ofAll, KubernetesManifests manifests) {
        Set<String> settings = new TreeSet<>(configuration(manifests, "isnad").keySet());
        settings.removeAll(ofAll);
        return settings;
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void probesAndServicesMeetAPortThatIsServed(KubernetesManifests manifests) throws IOException {
        manifests.all(V1Deployment.class).forEach(deployment -> {
            String name = deployment.getMetadata().getName();
            V1Container container = container(deployment.getSpec().getTemplate().getSpec());
            IntOrString port = new IntOrString(container.getPorts().get(0).getName());
            assertEquals(8080, container.getPorts().get(0).getContainerPort());
            Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                    .filter(Objects::nonNull).forEach(probe -> assertEquals(port, probe.getHttpGet().getPort(), name));
            assertEquals(port, manifests.the(V1Service.class, name).getSpec().getPorts().get(0).getTargetPort());
            manifests.the(V1NetworkPolicy.class, name).getSpec().getIngress()
                    .forEach(rule -> rule.getPorts().forEach(open -> assertEquals(port, open.getPort(), name)));
        });
        V1Container service = container(manifests.pods().get("isnad").getSpec());
        assertEquals(List.of("/q/health/started", "/q/health/live", "/q/health/ready"),
                Stream.of(service.getStartupProbe(), service.getLivenessProbe(), service.getReadinessProbe())
                        .map(V1Probe::getHttpGet).map(get -> get.getPath()).toList());
        // Paths and port are those of Quarkus as long as nothing moves them.
        Properties settings = applicationProperties();
        settings.putAll(configuration(manifests, "isnad"));
        assertEquals(Set.of(), settings.stringPropertyNames().stream()
                .filter(name -> name.toLowerCase().replaceAll("[^a-z]", ".")
                        .matches("(.prod.)?quarkus.(http.port|http.*root.path|management.*|smallrye.health.*path)"))
                .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void noPodIsRootOrWritesButToItsEmptyVolumes(KubernetesManifests manifests) throws IOException {
        List<String> image = Files.readAllLines(Path.of("Dockerfile"));
        manifests.pods().forEach((name, template) -> {
            V1PodSpec pod = template.getSpec();
            assertTrue(pod.getSecurityContext().getRunAsNonRoot(), name);
            assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType(), name);
            assertFalse(pod.getAutomountServiceAccountToken(), name);
            assertFalse(pod.getEnableServiceLinks(), name);
            long user = pod.getSecurityContext().getRunAsUser();
            assertTrue(image.contains("USER " + user + ":" + user), "the image's user is not that of " + name);

            var container = container(pod).getSecurityContext();
            assertTrue(container.getRunAsNonRoot(), name);
            assertTrue(container.getReadOnlyRootFilesystem(), name);
            assertFalse(container.getAllowPrivilegeEscalation(), name);
            assertEquals(List.of("ALL"), container.getCapabilities().getDrop(), name);
            assertEquals(List.of(), list(container.getCapabilities().getAdd()), name);

            assertTrue(container(pod).getVolumeMounts().stream().anyMatch(mount -> mount.getMountPath().equals("/tmp")), name);
            pod.getVolumes().forEach(volume -> assertTrue(volume.getConfigMap() != null
                    || volume.getEmptyDir() != null && volume.getEmptyDir().getSizeLimit() != null, volume.getName()));
            assertEquals(Set.of("cpu", "memory"), container(pod).getResources().getRequests().keySet(), name);
            assertEquals(Set.of("cpu", "memory"), container(pod).getResources().getLimits().keySet(), name);
        });
        assertEquals(Quantity.fromString("512Mi"),
                container(manifests.pods().get("isnad").getSpec()).getResources().getLimits().get("memory"));
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#all")
    void theBudgetAllowsOnePodAtATimeToGo(KubernetesManifests manifests) {
        var budget = manifests.the(V1PodDisruptionBudget.class, "isnad").getSpec();
        assertEquals(new IntOrString(1), budget.getMaxUnavailable());
        assertNull(budget.getMinAvailable());
    }

    // --- The demo ---

    @Test
    void theDemoHasOneWriterWithTheSample() {
        var deployment = KubernetesManifests.demo().the(V1Deployment.class, "isnad").getSpec();
        assertEquals(1, deployment.getReplicas());
        assertEquals("Recreate", deployment.getStrategy().getType());
        assertEquals(0, KubernetesManifests.demo().all("HorizontalPodAutoscaler").count());
        assertEquals("isnad:0.1.0-h2", container(deployment.getTemplate().getSpec()).getImage());
        assertEquals("true", configuration(KubernetesManifests.demo(), "isnad").get("ISNAD_SAMPLE"));
        assertEquals(Set.of("/tmp", "/search", configuration(KubernetesManifests.demo(), "isnad").get("ISNAD_DATA_DIRECTORY")),
                container(deployment.getTemplate().getSpec()).getVolumeMounts().stream().map(mount -> mount.getMountPath())
                        .collect(Collectors.toSet()));
    }

    // --- Production ---

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#ofProduction")
    void productionHasThreePodsAndKeepsTwo(KubernetesManifests manifests) {
        var deployment = manifests.the(V1Deployment.class, "isnad").getSpec();
        assertNull(deployment.getReplicas(), "the autoscaler owns the number");
        assertEquals("RollingUpdate", deployment.getStrategy().getType());
        assertEquals(new IntOrString(0), deployment.getStrategy().getRollingUpdate().getMaxUnavailable());
        assertEquals(Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"), deployment.getTemplate().getSpec()
                .getTopologySpreadConstraints().stream().map(spread -> spread.getTopologyKey()).collect(Collectors.toSet()));

        var autoscaler = manifests.the(V2HorizontalPodAutoscaler.class, "isnad").getSpec();
        assertEquals("apps/v1/Deployment/isnad", String.join("/", autoscaler.getScaleTargetRef().getApiVersion(),
                autoscaler.getScaleTargetRef().getKind(), autoscaler.getScaleTargetRef().getName()));
        assertEquals(3, autoscaler.getMinReplicas());
        assertEquals(12, autoscaler.getMaxReplicas());
        int mayGo = manifests.the(V1PodDisruptionBudget.class, "isnad").getSpec().getMaxUnavailable().getIntValue();
        assertTrue(autoscaler.getMinReplicas() - mayGo >= 2);
        assertEquals(List.of("Resource", "Pods"), autoscaler.getMetrics().stream().map(metric -> metric.getType()).toList());
        assertEquals("cpu", autoscaler.getMetrics().get(0).getResource().getName());
        assertEquals("http_server_requests_per_second", autoscaler.getMetrics().get(1).getPods().getMetric().getName());
        assertEquals("AverageValue", autoscaler.getMetrics().get(1).getPods().getTarget().getType());
        assertNotNull(autoscaler.getMetrics().get(1).getPods().getTarget().getAverageValue());
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#ofProduction")
    void theMigrationRunsTheSameImageOnceAndAsTheOwner(KubernetesManifests manifests) {
        var job = manifests.the(V1Job.class, "isnad-migrate").getSpec();
        V1Container migration = container(job.getTemplate().getSpec());
        V1Container service = container(manifests.pods().get("isnad").getSpec());
        assertEquals("isnad:0.1.0", service.getImage());
        assertEquals(service.getImage(), migration.getImage());
        assertEquals(manifests.pods().get("isnad").getSpec().getSecurityContext(),
                job.getTemplate().getSpec().getSecurityContext());
        assertEquals(service.getSecurityContext(), migration.getSecurityContext());
        assertNotNull(job.getBackoffLimit());
        assertNotNull(job.getTtlSecondsAfterFinished());
        assertNull(job.getParallelism());

        assertEquals(new TreeMap<>(Map.of("QUARKUS_INIT_AND_EXIT", "true", "QUARKUS_FLYWAY_MIGRATE_AT_START", "true",
                "QUARKUS_DATASOURCE_JDBC_URL", "isnad/QUARKUS_DATASOURCE_JDBC_URL", "QUARKUS_DATASOURCE_USERNAME",
                "isnad-db-app/username", "QUARKUS_DATASOURCE_PASSWORD", "isnad-db-app/password")), environment(migration));
        assertEquals(new TreeMap<>(Map.of("ISNAD_ADMIN_KEY", "isnad-admin-key/key", "QUARKUS_DATASOURCE_USERNAME",
                "isnad-db-app-role/username",
                "QUARKUS_DATASOURCE_PASSWORD", "isnad-db-app-role/password")),
                environment(service));
        assertEquals("false", configuration(manifests, "isnad").get("QUARKUS_FLYWAY_MIGRATE_AT_START"));
        assertFalse(configuration(manifests, "isnad").containsKey("ISNAD_SAMPLE"), "the image's default is none");
        assertEquals(Set.of("/tmp", "/search"), service.getVolumeMounts().stream().map(mount -> mount.getMountPath())
                .collect(Collectors.toSet()), "the data are in the database");
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#ofProduction")
    void theDatabaseIsTheOneThatTheSettingsName(KubernetesManifests manifests) throws IOException {
        JsonNode cluster = manifests.the("Cluster", "isnad-db");
        String name = cluster.at("/metadata/name").asText();
        String database = cluster.at("/spec/bootstrap/initdb/database").asText();
        Map<String, String> settings = configuration(manifests, "isnad");
        assertEquals("jdbc:postgresql://" + name + "-rw:5432/" + database, settings.get("QUARKUS_DATASOURCE_JDBC_URL"));
        assertEquals("isnad_owner", cluster.at("/spec/bootstrap/initdb/owner").asText());
        assertTrue(SECRETS.containsKey(name + "-app"), "the owner's Secret that CloudNativePG makes");

        JsonNode role = cluster.at("/spec/managed/roles/0");
        assertEquals("isnad_app", role.path("name").asText());
        assertTrue(role.path("login").asBoolean());
        assertEquals("isnad-db-app-role", role.at("/passwordSecret/name").asText());

        int instances = cluster.at("/spec/instances").asInt();
        assertEquals(3, instances);
        assertTrue(cluster.at("/spec/postgresql/synchronous/number").asInt() < instances - 1, "one standby may be lost");
        assertEquals("kubernetes.io/hostname", cluster.at("/spec/affinity/topologyKey").asText());

        int pods = manifests.the(V2HorizontalPodAutoscaler.class, "isnad").getSpec().getMaxReplicas()
                + manifests.the(V1Deployment.class, "isnad").getSpec().getStrategy().getRollingUpdate().getMaxSurge()
                        .getIntValue();
        int connections = pods * Integer.parseInt(applicationProperties().getProperty("quarkus.datasource.jdbc.max-size"));
        int most = cluster.at("/spec/postgresql/parameters/max_connections").asInt();
        assertTrue(connections + 20 <= most, connections + " connections of " + most);
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#ofProduction")
    void thePoliciesLetThroughWhatIsNeededAndNothingElse(KubernetesManifests manifests) {
        KubernetesNetwork network = new KubernetesNetwork(manifests.all("NetworkPolicy").toList());
        Peer service = pod(manifests, "isnad");
        Peer migration = pod(manifests, "isnad-migrate");
        Peer database = new Peer("isnad", DATABASE);
        Peer stranger = new Peer("isnad", Map.of("app.kubernetes.io/name", "stranger"));
        Peer names = new Peer("kube-system", Map.of("k8s-app", "kube-dns"));
        Peer operator = new Peer("cnpg-system", Map.of());
        Peer metrics = new Peer("monitoring", Map.of());

        for (Peer client : List.of(service, migration)) {
            assertTrue(network.lets(client, database, "5432"));
            assertTrue(network.lets(client, names, "53"));
            assertFalse(network.lets(client, database, "8000"));
            assertFalse(network.lets(client, operator, "443"));
        }
        for (String port : List.of("5432", "8000")) {
            assertTrue(network.lets(database, database, port));
            assertTrue(network.lets(operator, database, port));
            assertFalse(network.lets(stranger, database, port));
            assertFalse(network.lets(metrics, database, port));
        }
        assertTrue(network.lets(metrics, database, "9187"));
        assertTrue(network.lets(metrics, service, "http"));
        assertTrue(network.lets(new Peer("ingress-nginx", Map.of()), service, "http"));
        assertFalse(network.lets(new Peer("elsewhere", Map.of()), service, "http"));
        assertFalse(network.lets(stranger, migration, "http"));
    }

    @ParameterizedTest
    @MethodSource("org.isnad.KubernetesManifests#ofProduction")
    void metricsAreReadWhereTheyAreServed(KubernetesManifests manifests) {
        JsonNode ofService = manifests.the("PodMonitor", "isnad").at("/spec/podMetricsEndpoints");
        assertEquals(1, ofService.size());
        assertEquals(container(manifests.pods().get("isnad").getSpec()).getPorts().get(0).getName(),
                ofService.at("/0/port").asText());
        assertEquals("/q/metrics", ofService.at("/0/path").asText());
        assertEquals("metrics", manifests.the("PodMonitor", "isnad-db").at("/spec/podMetricsEndpoints/0/port").asText());
    }

    // --- The cache ---

    @Test
    void theCacheIsOffUntilItsLineIsSwitchedOn() {
        Set<String> cache = KubernetesManifests.cache().documents().stream()
                .map(KubernetesManifests::name).collect(Collectors.toSet());
        Set<String> without = KubernetesManifests.production().documents().stream().map(KubernetesManifests::name)
                .collect(Collectors.toSet());
        Set<String> with = KubernetesManifests.withCache().documents().stream().map(KubernetesManifests::name)
                .collect(Collectors.toSet());
        assertTrue(without.stream().noneMatch(cache::contains));
        assertTrue(with.containsAll(cache) && with.containsAll(without));
        assertEquals(with.size(), cache.size() + without.size());
    }

    @Test
    void theCacheReachesTheServiceAndReadsItsConfiguration() {
        KubernetesManifests manifests = KubernetesManifests.withCache();
        V1Container nginx = container(manifests.pods().get("isnad-cache").getSpec());
        assertTrue(nginx.getImage().matches("nginxinc/nginx-unprivileged:\\d+\\.\\d+\\.\\d+-alpine"), nginx.getImage());
        var mount = nginx.getVolumeMounts().stream().filter(found -> found.getName().equals("configuration")).findAny()
                .orElseThrow();
        assertTrue(mount.getReadOnly());
        String file = nginx.getCommand().get(nginx.getCommand().indexOf("-c") + 1);
        assertEquals(mount.getMountPath(), Path.of(file).getParent().toString());
        String configuration = configuration(manifests, "isnad-cache").get(Path.of(file).getFileName().toString());
        V1Service service = manifests.the(V1Service.class, "isnad");
        assertTrue(configuration.contains("server " + service.getMetadata().getName() + ":"
                + service.getSpec().getPorts().get(0).getPort() + ";"), configuration);
        assertTrue(configuration.contains("listen " + nginx.getPorts().get(0).getContainerPort() + ";"));
        assertTrue(configuration.contains("location = " + nginx.getReadinessProbe().getHttpGet().getPath() + " "));
        nginx.getVolumeMounts().stream().filter(found -> found.getName().equals("cache"))
                .forEach(found -> assertTrue(configuration.contains("proxy_cache_path " + found.getMountPath() + " ")));

        KubernetesNetwork network = new KubernetesNetwork(manifests.all("NetworkPolicy").toList());
        Peer cache = pod(manifests, "isnad-cache");
        assertTrue(network.lets(new Peer("ingress-nginx", Map.of()), cache, "http"));
        assertTrue(
                network.lets(cache, pod(manifests, "isnad"), "8080") && network.lets(cache, pod(manifests, "isnad"), "http"));
        assertFalse(network.lets(cache, new Peer("isnad", DATABASE), "5432"));
    }

    @Test
    void theCacheKeepsApartWhatDiffers() {
        String configuration = configuration(KubernetesManifests.withCache(), "isnad-cache").get("nginx.conf");
        String key = configuration.lines().filter(line -> line.contains("proxy_cache_key")).findAny().orElseThrow();
        Stream.of("$request_uri", "$http_accept|", "$http_accept_language", "$http_accept_datetime", "$http_host")
                .forEach(part -> assertTrue(key.contains(part), part));
        Stream.of("proxy_cache_methods GET HEAD;", "proxy_cache_revalidate on;", "proxy_cache_lock on;",
                "map $http_authorization$http_x_api_key $credentials", "proxy_cache_bypass $credentials $refused;",
                "proxy_no_cache $credentials $bodiless;", "add_header X-Cache $upstream_cache_status always;")
                .forEach(line -> assertTrue(configuration.contains(line), line));
        String stream = configuration.substring(configuration.indexOf("location ~ /feed/stream$"));
        assertTrue(stream.substring(0, stream.indexOf('}')).contains("proxy_buffering off;"));
        assertFalse(configuration.contains("proxy_ignore_headers"), "Cache-Control decides");
        assertFalse(configuration.contains("proxy_cache_valid "), "Cache-Control decides");
        assertFalse(configuration.matches("(?s).*\n\s*proxy_cache_use_stale .*"), "Cache-Control decides");
    }

    // --- Helpers ---

    private static Set<String> selected(KubernetesManifests manifests, JsonNode selector) {
        assertFalse(selector.isEmpty());
        Map<String, Map<String, String>> pods = new TreeMap<>();
        manifests.pods().forEach((name, pod) -> pods.put(name, pod.getMetadata().getLabels()));
        manifests.all("Cluster").forEach(cluster -> pods.put(cluster.at("/metadata/name").asText(), DATABASE));
        return pods.entrySet().stream().filter(pod -> KubernetesNetwork.selects(selector, pod.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Peer pod(KubernetesManifests manifests, String name) {
        return new Peer("isnad", manifests.pods().get(name).getMetadata().getLabels());
    }

    private static V1Container container(V1PodSpec pod) {
        assertEquals(1, pod.getContainers().size());
        return pod.getContainers().get(0);
    }

    private static Map<String, String> configuration(KubernetesManifests manifests, String name) {
        return manifests.the(V1ConfigMap.class, name).getData();
    }

    /** Every variable with its value, or with what it is read from. */
    private static Map<String, String> environment(V1Container container) {
        return container.getEnv().stream().collect(Collectors.toMap(V1EnvVar::getName, variable -> {
            if (variable.getValueFrom() == null) {
                return variable.getValue();
            }
            var secret = variable.getValueFrom().getSecretKeyRef();
            var setting = variable.getValueFrom().getConfigMapKeyRef();
            return secret != null ? secret.getName() + "/" + secret.getKey() : setting.getName() + "/" + setting.getKey();
        }, (one, other) -> other, TreeMap::new));
    }

    private static Properties applicationProperties() throws IOException {
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src", "main", "resources", "application.properties"))) {
            settings.load(in);
        }
        return settings;
    }

    private static <T> List<T> list(List<T> list) {
        return list == null ? List.of() : list;
    }
}
