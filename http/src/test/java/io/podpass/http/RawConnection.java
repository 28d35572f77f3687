package io.podpass.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One connection over which a test sends bytes as it likes, from an address of its choice. */
public final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket = new Socket();

    public RawConnection(String source, int port) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(source), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    public RawConnection send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /** Nothing more will be sent. */
    public void sendLast(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
    }

    /** The next answer; status 0 when the connection ended instead. */
    public RawHttp.Answer answer() throws IOException {
        return RawHttp.read(socket);
    }

    /** Everything up to the end of the connection, which a reset is as well. */
    public String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
