package io.podpass.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** A connection over which half a request comes; what is written goes where the test says. */
final class FakeConnection implements ConnectionContext, HelidonSocket, PeerInfo, DataWriter {
    private static final byte[] HALF_A_REQUEST = "GET /slow HT".getBytes(US_ASCII);

    /** Counted down when the connection is closed. */
    final CountDownLatch closed = new CountDownLatch(1);

    private final InetSocketAddress peer;
    private final Consumer<FakeConnection> write;

    FakeConnection(String peer, Consumer<FakeConnection> write) {
        this.peer = new InetSocketAddress(InetAddress.ofLiteral(peer), 40_000);
        this.write = write;
    }

    @Override
    public void write(BufferData... buffers) {
        write.accept(this);
    }

    @Override
    public void write(BufferData buffer) {
        write.accept(this);
    }

    @Override
    public void writeNow(BufferData... buffers) {
        write.accept(this);
    }

    @Override
    public void writeNow(BufferData buffer) {
        write.accept(this);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    @Override
    public byte[] get() {
        return HALF_A_REQUEST;
    }

    @Override
    @SuppressWarnings("removal") // it has to be there
    public int read(BufferData buffer) {
        throw new UnsupportedOperationException("reading goes by get()");
    }

    @Override
    public void idle() {
        throw new UnsupportedOperationException("the server's own limit of idleness is off");
    }

    @Override
    public boolean isConnected() {
        return closed.getCount() > 0;
    }

    @Override
    public DataReader dataReader() {
        return DataReader.create(this);
    }

    @Override
    public DataWriter dataWriter() {
        return this;
    }

    @Override
    public HelidonSocket serverSocket() {
        return this;
    }

    @Override
    public PeerInfo remotePeer() {
        return this;
    }

    @Override
    public PeerInfo localPeer() {
        return this;
    }

    @Override
    public SocketAddress address() {
        return peer;
    }

    @Override
    public String host() {
        return peer.getHostString();
    }

    @Override
    public int port() {
        return peer.getPort();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
        return Optional.empty();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
        return Optional.empty();
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String socketId() {
        return "server";
    }

    @Override
    public String childSocketId() {
        return "connection";
    }

    @Override
    public ListenerContext listenerContext() {
        throw new UnsupportedOperationException("nothing of the listener is needed");
    }

    @Override
    public ExecutorService executor() {
        throw new UnsupportedOperationException("nothing is run");
    }

    @Override
    public Router router() {
        throw new UnsupportedOperationException("nothing is routed");
    }
}
