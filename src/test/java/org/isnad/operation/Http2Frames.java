package org.isnad.operation;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;

/** A client that sends HTTP/2 frames (RFC 9113) as no well-behaved client would; in clear text with prior knowledge. */
final class Http2Frames implements AutoCloseable {

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int ACK = 1;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;

    private final Socket socket;
    private final String authority;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final Map<Integer, String> statuses = new HashMap<>();

    private Http2Frames(Socket socket, String authority) throws IOException {
        this.socket = socket;
        this.authority = authority;
        this.in = new DataInputStream(socket.getInputStream());
    }

    static Http2Frames connect(String url) throws IOException {
        URI service = URI.create(url);
        Http2Frames frames = new Http2Frames(new Socket(service.getHost(), service.getPort()), service.getAuthority());
        frames.socket.setTcpNoDelay(true);
        frames.socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frames.write(SETTINGS, 0, 0, new byte[0]);
        return frames;
    }

    /** Sends a whole header; returns false if the connection is closed. */
    boolean headers(int stream, String method, String path, boolean isEnd) {
        return write(HEADERS, END_HEADERS | (isEnd ? END_STREAM : 0), stream, request(method, path));
    }

    /** Sends the beginning of a header. */
    void unfinishedHeaders(int stream, String method, String path) {
        write(HEADERS, 0, stream, request(method, path));
    }

    /** Sends more of a header; returns false if the connection is closed. */
    boolean continuation(int stream, String name, String value) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, name, value);
        return write(CONTINUATION, 0, stream, block.toByteArray());
    }

    void data(int stream, String text) {
        write(DATA, 0, stream, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Resets a stream; returns false if the connection is closed. */
    boolean reset(int stream) {
        return write(RST_STREAM, 0, stream, new byte[] { 0, 0, 0, 8 });
    }

    /** Reads frames until the answer on a stream begins; returns its status. */
    String awaitStatus(int stream, Duration most) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!statuses.containsKey(stream) && System.nanoTime() < end) {
            if (!read()) {
                return "closed";
            }
        }
        return statuses.get(stream);
    }

    /** Reads frames until the connection is closed; returns false if it stays open. */
    boolean awaitClose(Duration most) throws Exception {
        socket.setSoTimeout((int) most.toMillis());
        long end = System.nanoTime() + most.toNanos();
        while (System.nanoTime() < end) {
            if (!read()) {
                return true;
            }
        }
        return false;
    }

    private boolean read() throws Exception {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            if (type == SETTINGS && flags == 0) {
                write(SETTINGS, ACK, 0, new byte[0]);
            } else if (type == HEADERS) {
                int block = (flags & PADDED) / PADDED + (flags & PRIORITY) / PRIORITY * 5;
                statuses.put(stream, decoder.decodeHeaders(stream,
                        Unpooled.wrappedBuffer(payload, block, length - block)).status().toString());
            }
            return true;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException closed) {
            return false;
        }
    }

    private boolean write(int type, int flags, int stream, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags).putInt(stream).put(payload);
        try {
            socket.getOutputStream().write(frame.array());
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private byte[] request(String method, String path) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "http");
        literal(block, ":authority", authority);
        literal(block, ":path", path);
        literal(block, "content-type", "application/json");
        return block.toByteArray();
    }

    /** A literal header field without indexing (RFC 7541, 6.2.2). */
    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] { name, value }) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
