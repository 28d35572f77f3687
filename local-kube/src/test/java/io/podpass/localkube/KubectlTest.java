package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kubectl of this machine, as it is. */
class KubectlTest {
    private static final int DEADLINE_SECONDS = 60;
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec:
              nodeName: node-1
              containers: [{name: main, image: example.test/main, ports: [{containerPort: 80}]}]
            """;

    @TempDir
    private Path folder;

    private LocalKube kube;

    @BeforeEach
    void start() throws IOException {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "kubectl")));
        assumeTrue(found, "skipped: there is no kubectl on the PATH");
        kube = LocalKube.start(LocalKubeSettings.loopback());
        Files.writeString(folder.resolve("config"), kube.kubeconfig(kube.uri()));
    }

    @AfterEach
    void stop() {
        if (kube != null) {
            kube.close();
        }
    }

    @Test
    void appliesAgainWithoutChangingAnything() throws Exception {
        assertThat(kubectl(POD, "apply", "-f", "-")).isEqualTo("pod/web created");
        assertThat(kubectl(POD, "apply", "-f", "-")).isEqualTo("pod/web unchanged");
        assertThat(kubectl(POD.replace("app: web", "app: other"), "apply", "-f", "-"))
                .isEqualTo("pod/web configured");
        assertThat(kubectl("", "get", "pods", "-l", "app=other", "-o", "name")).isEqualTo("pod/web");
    }

    @Test
    void getsTablesAndDescriptions() throws Exception {
        kubectl(POD, "apply", "-f", "-");

        assertThat(kubectl("", "get", "pods", "-o", "wide"))
                .contains("NAME", "READY", "STATUS", "0/1", "Pending", "node-1");
        assertThat(kubectl("", "describe", "pod", "web"))
                .contains("Node:             node-1/", "Events:           <none>");
        assertThat(kubectl("", "get", "ns")).contains("kube-system", "Active");
        assertThat(kubectl("", "get", "pod", "--field-selector", "spec.nodeName=none"))
                .contains("No resources found");
    }

    @Test
    void deletesAndWaitsUntilItIsGone() throws Exception {
        kubectl(POD, "apply", "-f", "-");

        assertThat(kubectl("", "delete", "pod", "web", "--timeout=30s")).startsWith("pod \"web\" deleted");
        assertThat(kubectl("", "get", "pod", "web")).contains("pods \"web\" not found");
    }

    @Test
    void deletesANamespaceWithAllThatIsInIt() throws Exception {
        kubectl("{apiVersion: v1, kind: Namespace, metadata: {name: team}}", "apply", "-f", "-");
        kubectl(POD, "apply", "-n", "team", "-f", "-");

        assertThat(kubectl("", "delete", "namespace", "team", "--timeout=30s"))
                .startsWith("namespace \"team\" deleted");
        assertThat(kubectl("", "get", "pods", "-A")).contains("No resources found");
    }

    @Test
    void appliesDefinitionsAndHearsWhatTheirRulesRefuse() throws Exception {
        String definition;
        try (InputStream in = KubectlTest.class.getResourceAsStream("widgets.yaml")) {
            definition = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        kubectl(definition, "apply", "-f", "-");
        assertThat(kubectl("", "wait", "--for=condition=established", "crd/widgets.example.test", "--timeout=30s"))
                .contains("condition met");

        assertThat(kubectl(widget("{size: 4}"), "apply", "-f", "-")).isEqualTo("widget.example.test/one created");
        assertThat(kubectl(widget("{size: 5}"), "apply", "-f", "-")).isEqualTo("widget.example.test/one configured");
        assertThat(kubectl(widget("{size: 2}"), "apply", "-f", "-")).contains("widgets do not shrink");
        assertThat(kubectl(widget("{size: 6, bogus: 1}"), "apply", "-f", "-")).contains("unknown field \"spec.bogus\"");
        assertThat(kubectl("", "get", "wd")).contains("NAME", "SIZE", "AGE", "one");
    }

    @Test
    void watchesAChange() throws Exception {
        kubectl(POD, "apply", "-f", "-");
        Process watch = start("get", "pods", "--watch", "--output-watch-events", "-o", "name");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = watch.inputReader()) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add("failed: " + e);
            }
        });
        try {
            assertThat(lines.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).contains("pod/web");

            kubectl("", "delete", "pod", "web");

            assertThat(lines.poll(DEADLINE_SECONDS, TimeUnit.SECONDS)).contains("pod/web");
        } finally {
            watch.destroy();
        }
    }

    private static String widget(String spec) {
        return "{apiVersion: example.test/v1, kind: Widget, metadata: {name: one}, spec: " + spec + "}";
    }

    /** Runs kubectl to its end and returns all it said. */
    private String kubectl(String input, String... arguments) throws Exception {
        Process process = start(arguments);
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return output.strip();
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", folder.resolve("config").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Its caches belong to this test.
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }
}
