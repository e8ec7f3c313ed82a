package org.isnad.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Clients of one stream, which a single thread reads. */
final class StreamClients implements AutoCloseable {

    private static final byte[] ID = "\nid: ".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 256 * 1024;

    private final URI service;
    private final Selector selector;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final Thread reader = new Thread(this::read, "stream-clients");
    private volatile boolean isClosed;
    private volatile Arrival awaited = new Arrival(Long.MAX_VALUE, 0);
    private volatile CountDownLatch opened = new CountDownLatch(0);
    private volatile int ended;
    private volatile int outOfOrder;

    /** The state of one client. */
    private static final class Client {

        private long position;
        /** The number of bytes of {@link #ID} that were read last. */
        private int matched;
        private long number;
        private boolean hasStarted;
    }

    /** The arrival of an event at some clients. */
    static final class Arrival {

        private final long position;
        private final CountDownLatch missing;
        private volatile long firstNanos;
        private volatile long lastNanos;

        private Arrival(long position, int clients) {
            this.position = position;
            this.missing = new CountDownLatch(clients);
        }

        /**
         * Waits until all clients have the event.
         *
         * @return the time at which the last one had it, in the units of {@link System#nanoTime}
         * @throws IllegalStateException if they have not got it after a minute
         */
        long awaitLast() throws InterruptedException {
            if (!missing.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException(missing.getCount() + " clients have not received event " + position);
            }
            return lastNanos;
        }

        private void count() {
            lastNanos = System.nanoTime();
            if (firstNanos == 0) {
                firstNanos = lastNanos;
            }
            missing.countDown();
        }
    }

    StreamClients(URI service) throws IOException {
        this.service = service;
        this.selector = Selector.open();
        reader.start();
    }

    /**
     * Opens streams, and returns once each client has received something.
     *
     * @param after the last position that the clients have
     */
    void open(int count, String crisis, long after) throws IOException, InterruptedException {
        opened = new CountDownLatch(count);
        for (int client = 0; client < count; client++) {
            SocketChannel channel = connect(service, crisis, after, BUFFER);
            channel.configureBlocking(false);
            Client state = new Client();
            state.position = after;
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_READ, state);
            selector.wakeup();
        }
        if (!opened.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(opened.getCount() + " streams were not answered");
        }
    }

    /**
     * Connects to a stream and sends the request.
     *
     * @param receiveBuffer the size of the buffer of the connection, in bytes
     */
    static SocketChannel connect(URI service, String crisis, long after, int receiveBuffer) throws IOException {
        SocketChannel channel = SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
        channel.connect(new InetSocketAddress(service.getHost(), service.getPort()));
        channel.write(ByteBuffer.wrap(("GET /api/v1/crises/" + crisis + "/feed/stream?after=" + after + " HTTP/1.1\r\nHost: "
                + service.getAuthority() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** Returns the arrival of an event that has not been sent yet, at all clients. */
    Arrival expect(long position) {
        Arrival arrival = new Arrival(position, channels.size());
        awaited = arrival;
        return arrival;
    }

    /** Returns the number of streams that the service has ended. */
    int ended() {
        return ended;
    }

    /** Returns the number of events that did not follow the one before. */
    int outOfOrder() {
        return outOfOrder;
    }

    private void read() {
        try {
            while (!isClosed) {
                selector.select(key -> {
                    if (key.isValid() && key.isReadable()) {
                        read((SocketChannel) key.channel(), (Client) key.attachment());
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel channel, Client client) {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                ended++;
                channel.close();
                return;
            }
            if (!client.hasStarted) {
                client.hasStarted = true;
                opened.countDown();
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                parse(client, buffer.get());
            }
        } catch (IOException e) {
            ended++;
        }
    }

    /** Reads a byte of the response; the line of an id follows an empty line or the size of a chunk. */
    private void parse(Client client, byte next) {
        if (client.matched == ID.length) {
            if (next >= '0' && next <= '9') {
                client.number = client.number * 10 + next - '0';
                return;
            }
            arrive(client);
            client.matched = 0;
        }
        if (next == ID[client.matched]) {
            client.matched++;
        } else {
            client.matched = next == ID[0] ? 1 : 0;
        }
    }

    private void arrive(Client client) {
        if (client.number != client.position + 1) {
            outOfOrder++;
        }
        client.position = client.number;
        client.number = 0;
        Arrival arrival = awaited;
        if (client.position == arrival.position) {
            arrival.count();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        isClosed = true;
        selector.wakeup();
        reader.join();
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
