package io.podpass.localkube;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A Kubernetes API server in this process. It holds its objects in memory, checks no credentials and runs no
 * controllers; {@code docs/local-kube.md} lists where it differs from a real one. Safe for use by many threads.
 */
public final class LocalKube implements AutoCloseable {
    private final ObjectStore store;
    private final Listener listener;

    private LocalKube(ObjectStore store, Listener listener) {
        this.store = store;
        this.listener = listener;
    }

    /**
     * Starts listening; the server answers when this returns, and holds the four namespaces every cluster has.
     *
     * @throws LocalKubeException naming the address when it is taken
     */
    public static LocalKube start(LocalKubeSettings settings) {
        var store = new ObjectStore();
        var api = Api.over(store, settings.clock());
        return new LocalKube(store, new Listener(settings.address(), api));
    }

    /** Where the server listens, with the port it really has. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The same as {@link #address()}, as {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        String host = address().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + address().getPort());
    }

    /** A kubeconfig (YAML) whose only context points at {@code server}, which may be a proxy in front of this one. */
    public String kubeconfig(URI server) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: local-kube
                  cluster:
                    server: %s
                users:
                - name: local-kube
                  user: {}
                contexts:
                - name: local-kube
                  context:
                    cluster: local-kube
                    user: local-kube
                    namespace: default
                current-context: local-kube
                """.formatted(server);
    }

    /**
     * Forgets all changes so far, as a real server does after some minutes. Watches and pages of lists that go on from an
     * older version are answered 410 from now on; open watches that have not been told the present version end with it.
     */
    public void forgetChanges() {
        store.forgetChanges();
    }

    /** Ends all watches, then stops listening. Objects are gone afterwards. Closing twice does nothing more. */
    @Override
    public void close() {
        store.close();
        listener.close();
    }
}
