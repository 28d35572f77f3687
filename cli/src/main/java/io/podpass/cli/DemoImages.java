package io.podpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/** A node asks for credentials to pull an image, as its kubelet does. */
final class DemoImages {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final JavaCommand java;
    private final NodePlace node;
    private final Path folder;
    private final Started started;

    DemoImages(JavaCommand java, NodePlace node, Path folder, Started started) {
        this.java = java;
        this.node = node;
        this.folder = folder;
        this.started = started;
    }

    /** Throws {@link DemoException} with what the provider says when the registry does not let the node pull. */
    void pull() {
        // Azure's names lead a node to a port of its own.
        var registry = ReferenceSetup.REGISTRY + ".azurecr.io:" + node.https().getPort();
        var command = new ArrayList<>(node.commandPrefix());
        command.addAll(java.podpass(
                "acr-credential-provider",
                "--verify",
                "--cloudconfig",
                folder.resolve(Demo.CLOUD_CONFIG).toString(),
                "--imds-endpoint",
                node.imds().toString(),
                "--allow-registry",
                registry));
        var request = write("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":"
                + "\"credentialprovider.kubelet.k8s.io/v1\",\"image\":\"" + registry + "/orders/app:1\"}");
        started.add(DemoProcess.feed("image-credentials", command, request, folder))
                .awaitEnd(LIMIT);
    }

    private Path write(String request) {
        try {
            return Files.writeString(folder.resolve("image-request.json"), request);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the request for an image's credentials", e);
        }
    }
}
