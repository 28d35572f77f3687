package io.podpass.cli;

import java.util.concurrent.Callable;

/**
 * Addresses for the nodes and pods of a demo, and ways to start processes there. Its servers listen on 127.0.0.1 of the
 * machine; this leads processes on nodes and in pods to them. Thread-safe.
 */
public sealed interface PodNetwork extends AutoCloseable permits NamespaceNetwork, LoopbackNetwork {
    /** {@code namespaces} or {@code loopback}. */
    default String kind() {
        return plan().kind().word();
    }

    NetworkPlan plan();

    /** {@code node} counts from 0. */
    NodePlace node(int node);

    /** {@code pod} counts from 0 on each node. */
    PodPlace pod(int node, int pod);

    /**
     * Does {@code action} as a process in that pod would: connections that it makes come from there. It may not start
     * threads; see {@link NetworkNamespace#inside}.
     *
     * @throws PodNetworkException if {@code action} throws a checked exception
     */
    <T> T inside(int node, int pod, Callable<T> action);

    /**
     * Takes everything away that opening it made. Processes started on nodes and in pods have to be gone by then: the
     * system keeps a namespace for as long as one is left in it.
     *
     * @throws PodNetworkException if something could not be taken away; the rest is
     */
    @Override
    void close();
}
