package org.isnad.operation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections from which a byte drips now and then hold nothing that others need, and are cut. */
class SlowClientsIT {

    private static final int DRIPPING = 1000;
    private static final int ASKED = 200;
    private static final String POST = "POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            + "Content-Length: 20000\r\n\r\n{";
    private static final String HALF_A_HEADER = "GET /api/v1/crises HTTP/1.1\r\nHost: a\r\nX-Slow: ";

    @TempDir
    Path data;

    @Test
    void aThousandDrippingConnectionsSlowNobodyDownAndAreCut() throws Exception {
        try (Instance instance = Instance.onH2(data, "ISNAD_LIMITS_HEADER_TIMEOUT", "20S", "ISNAD_LIMITS_BODY_TIMEOUT",
                "20S")) {
            instance.newCrisis("quiet");
            List<SocketChannel> open = new ArrayList<>();
            for (int at = 0; at < DRIPPING; at++) {
                open.add(open(instance, at % 2 == 0 ? POST : HALF_A_HEADER));
            }
            for (int request = 0; request < ASKED; request++) {
                assertEquals(200, instance.status("/api/v1/crises/quiet"));
            }
            assertTrue(open.stream().noneMatch(SlowClientsIT::isCut), "they were cut before the others were answered");
            instance.newCrisis("another");
            await("all cut").atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20)).until(() -> {
                open.removeIf(SlowClientsIT::isCut);
                return open.isEmpty();
            });
            assertEquals(200, instance.status("/api/v1/crises/another"));
        }
    }

    /** Another byte each time that it is asked: idle it never is. */
    private static boolean isCut(SocketChannel channel) {
        try {
            int read = channel.read(ByteBuffer.allocate(2000));
            if (read >= 0) {
                channel.write(ByteBuffer.wrap(new byte[] { ' ' }));
                return false;
            }
        } catch (IOException e) {
            // Reset: what was still on its way is not taken.
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }

    private static SocketChannel open(Instance instance, String begin) throws IOException {
        URI service = URI.create(instance.url());
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()));
        channel.write(ByteBuffer.wrap(begin.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        return channel;
    }
}
