package io.podpass.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** A connection as the server's HTTP part sees it: all its own, but for where the bytes and the peer come from. */
record CallerContext(ConnectionContext actual, DataReader dataReader, CallerConnection connection)
        implements ConnectionContext {
    /** The peer of a request; leads from the request back to its connection. */
    record Remote(PeerInfo actual, CallerConnection connection) implements PeerInfo {
        @Override
        public SocketAddress address() {
            return actual.address();
        }

        @Override
        public String host() {
            return actual.host();
        }

        @Override
        public int port() {
            return actual.port();
        }

        @Override
        public Optional<Principal> tlsPrincipal() {
            return actual.tlsPrincipal();
        }

        @Override
        public Optional<Certificate[]> tlsCertificates() {
            return actual.tlsCertificates();
        }
    }

    @Override
    public PeerInfo remotePeer() {
        return new Remote(actual.remotePeer(), connection);
    }

    @Override
    public PeerInfo localPeer() {
        return actual.localPeer();
    }

    @Override
    public boolean isSecure() {
        return actual.isSecure();
    }

    @Override
    public String socketId() {
        return actual.socketId();
    }

    @Override
    public String childSocketId() {
        return actual.childSocketId();
    }

    @Override
    public ListenerContext listenerContext() {
        return actual.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return actual.executor();
    }

    @Override
    public DataWriter dataWriter() {
        return actual.dataWriter();
    }

    @Override
    public Router router() {
        return actual.router();
    }

    @Override
    public HelidonSocket serverSocket() {
        return actual.serverSocket();
    }
}
