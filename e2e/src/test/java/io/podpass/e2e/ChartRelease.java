package io.podpass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A release of the chart on a real API server, whose containers are run as processes: there is no kubelet. */
record ChartRelease(ControlPlane controlPlane, KubernetesClient kube, Path folder) {
    static final String NAMESPACE = "kube-system";

    /** How the controller's container is started, with this test's Azure in place of the node's file. */
    List<String> controller(PodpassProgram program, Installation installation) throws Exception {
        var pod = kube.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("podpass-controller")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec();
        var arguments = arguments(pod.getContainers().getFirst(), pod.getServiceAccountName());
        if (arguments.stream().anyMatch(argument -> argument.startsWith("--cloudconfig"))) {
            arguments.add("--cloudconfig=" + program.cloudConfig("AzurePublicCloud", installation));
        }
        arguments.addAll(
                List.of("--arm-endpoint=" + installation.localAzure().arm(), "--imds-endpoint=" + installation.imds()));
        return arguments;
    }

    /** How the agent's container is started on the first node. */
    List<String> agent(Installation installation, int port) throws Exception {
        var pod = kube.apps()
                .daemonSets()
                .inNamespace(NAMESPACE)
                .withName("podpass-agent")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec();
        var arguments = arguments(pod.getContainers().getFirst(), pod.getServiceAccountName());
        arguments.removeIf(argument -> argument.startsWith("--kubelet-config"));
        arguments.addAll(List.of(
                "--node=" + installation.machine().nodeName(),
                "--nmi-port=" + port,
                "--redirect=none",
                "--imds-endpoint=" + installation.imds()));
        return arguments;
    }

    /** What the container is started with; ports are this machine's, and the last of two counts. */
    private List<String> arguments(Container container, String account) throws Exception {
        var arguments = new ArrayList<String>();
        if (!container.getCommand().isEmpty()) {
            assertThat(container.getCommand()).containsExactly("/usr/bin/podpass-agent");
            arguments.add("agent");
        }
        arguments.addAll(container.getArgs());
        arguments.addAll(
                List.of("--kubeconfig=" + kubeconfigOf(account), "--http-probe-port=0", "--prometheus-port=0"));
        return arguments;
    }

    Path kubeconfigOf(String account) throws Exception {
        return new ServiceAccounts(kube, folder).kubeconfig(NAMESPACE, account);
    }

    static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The controller's environment, out of the Secrets that it refers to. */
    Map<String, String> controllerEnvironment() {
        var environment = new HashMap<>(Map.of("MIC_POD_NAMESPACE", NAMESPACE));
        kube
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("podpass-controller")
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getEnv()
                .stream()
                .filter(variable -> variable.getValueFrom() != null
                        && variable.getValueFrom().getSecretKeyRef() != null)
                .forEach(variable -> {
                    var reference = variable.getValueFrom().getSecretKeyRef();
                    var encoded = kube.secrets()
                            .inNamespace(NAMESPACE)
                            .withName(reference.getName())
                            .get()
                            .getData()
                            .get(reference.getKey());
                    environment.put(
                            variable.getName(), new String(Base64.getDecoder().decode(encoded), UTF_8));
                });
        return environment;
    }

    void helm(String... arguments) {
        Helm.find().orElseThrow().run(command(arguments).toArray(String[]::new));
    }

    List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of(
                "-n", NAMESPACE, "--kubeconfig", controlPlane.kubeconfig().toString()));
        return command;
    }
}
