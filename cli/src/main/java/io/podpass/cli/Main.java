package io.podpass.cli;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** Start of the {@code podpass} command. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(CommandLines.podpass().execute(args));
    }
}
