package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS by configuration alone, with a certificate that is renewed while the service runs. */
class TlsIT {

    static final String PASSWORD = "changeit";

    @TempDir
    Path data;

    @Test
    void aRenewedCertificateIsServedWithoutARestart() throws Exception {
        Path served = data.resolve("served.p12");
        Path renewed = data.resolve("renewed.p12");
        certificate(served);
        certificate(renewed);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (Instance instance = Instance.onH2(data, "QUARKUS_TLS_KEY_STORE_P12_PATH", served.toString(),
                "QUARKUS_TLS_KEY_STORE_P12_PASSWORD", PASSWORD, "QUARKUS_TLS_RELOAD_PERIOD", "1S", "QUARKUS_HTTP_SSL_PORT",
                Integer.toString(port))) {
            awaitListening(port);
            BigInteger first = serial(port, served);
            Files.copy(renewed, served, StandardCopyOption.REPLACE_EXISTING);
            await("the renewed certificate").atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> {
                try {
                    return !serial(port, renewed).equals(first);
                } catch (Exception e) {
                    return false;
                }
            });
            assertNotEquals(first, serial(port, renewed));
            assertEquals(200, instance.status("/q/health/live"));
        }
    }

    /** Makes a key and a certificate for this machine. */
    static void certificate(Path store) throws Exception {
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias", "isnad", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD).redirectErrorStream(true)
                .start();
        assertEquals(0, keytool.waitFor(), new String(keytool.getInputStream().readAllBytes()));
    }

    /** Of the certificate that is served, which must be the one in a store. */
    private static BigInteger serial(int port, Path trusted) throws Exception {
        try (SSLSocket socket = (SSLSocket) trusting(trusted).getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    /** Waits for the port, which is opened after that of clear text. */
    static void awaitListening(int port) {
        await("listening").atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20)).until(() -> {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Trusts the certificate in a store and no other. */
    static SSLContext trusting(Path trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(trusted.toFile(), PASSWORD.toCharArray());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("isnad", store.getCertificate("isnad"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
