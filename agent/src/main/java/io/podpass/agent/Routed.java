package io.podpass.agent;

/** Is told of each answer, whatever was asked for. Called by many threads; must be quick and must not throw. */
@FunctionalInterface
interface Routed {
    void answered(Route route, int status);
}
