package io.podpass.agent;

/** Tells that somebody has changed the node's rules, where the kernel does. */
interface RulesetEvents extends AutoCloseable {
    /** Of a back end that tells nothing: who wants to know must look. */
    RulesetEvents NONE = new RulesetEvents() {
        @Override
        public void start(Runnable changed) {
            // There is nothing to listen to.
        }

        @Override
        public boolean live() {
            return false;
        }

        @Override
        public void close() {
            // There is nothing to end.
        }
    };

    /** Calls {@code changed} for each change, and once when changes begin to be told. */
    void start(Runnable changed);

    /** Whether a change would be told now. */
    boolean live();

    @Override
    void close();
}
