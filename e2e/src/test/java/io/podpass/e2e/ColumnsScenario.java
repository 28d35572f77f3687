package io.podpass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.e2e.ControlPlaneBinaries.ControlPlaneMissing;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentityBinding;
import io.podpass.kube.StatusCondition;
import io.podpass.kube.UsageStatus;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kubectl get} shows: the table that the API server makes for it. */
abstract class ColumnsScenario {
    private static final String GROUP = "/apis/aadpodidentity.k8s.io/v1/namespaces/";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** A client of the API server under test, which has no objects of ours yet. */
    abstract KubernetesClient connect();

    abstract String kubeconfig() throws IOException;

    @Test
    void identitiesBindingsAndAssignmentsShowHowTheyAre() throws Exception {
        try (var installation = Installation.of(connect())) {
            var tenant = Tenant.in(installation, 0, "columns")
                    .identity(OldSuiteWorld.ORDERS)
                    .binding("orders", OldSuiteWorld.ORDERS, "orders");
            tenant.pod("web", "orders", "127.3.9.10");
            tenant.awaitAssigned("web", 1);
            var kube = installation.kube();
            kube.resources(AzureIdentity.class)
                    .inNamespace("columns")
                    .withName(OldSuiteWorld.ORDERS)
                    .waitUntilCondition(
                            object -> object != null && ready(object.getStatus()), LIMIT.toSeconds(), TimeUnit.SECONDS);
            kube.resources(AzureIdentityBinding.class)
                    .inNamespace("columns")
                    .withName("orders")
                    .waitUntilCondition(
                            object -> object != null && ready(object.getStatus()), LIMIT.toSeconds(), TimeUnit.SECONDS);

            assertThat(table(kube, "columns/azureidentities"))
                    .startsWith("NAME|TYPE|CLIENTID|READY|PODS|AGE\n" + OldSuiteWorld.ORDERS + "|0|"
                            + installation.identity(OldSuiteWorld.ORDERS).clientId() + "|True|1/1|");
            assertThat(table(kube, "columns/azureidentitybindings"))
                    .startsWith("NAME|AZUREIDENTITY|SELECTOR|READY|AGE\norders|" + OldSuiteWorld.ORDERS
                            + "|columns-orders|True|");
            assertThat(table(kube, "default/azureassignedidentities"))
                    .startsWith("NAME|POD|NAMESPACE|NODE|IDENTITY|STATE|AGE\nweb-columns-" + OldSuiteWorld.ORDERS
                            + "|web|columns|" + installation.machine().nodeName() + "|" + OldSuiteWorld.ORDERS
                            + "|Assigned|");
            var kubectl = kubectl();
            if (kubectl.isPresent()) {
                assertThat(run(kubectl.get(), "get", "azureidentities,azureidentitybindings", "-n", "columns"))
                        .containsPattern("READY +PODS +AGE\\s.*True +1/1 ")
                        .containsPattern("SELECTOR +READY +AGE\\s.*columns-orders +True ");
                assertThat(run(kubectl.get(), "get", "azureassignedidentities", "-n", "default"))
                        .containsPattern("IDENTITY +STATE +AGE\\s.*" + OldSuiteWorld.ORDERS + " +Assigned ");
            }
        }
    }

    private static boolean ready(@Nullable UsageStatus status) {
        var conditions = status == null ? null : status.conditions();
        return conditions != null
                && conditions.stream()
                        .anyMatch(condition ->
                                StatusCondition.READY.equals(condition.type()) && "True".equals(condition.status()));
    }

    /** That of the machine, or the one that came with the control plane; tables are checked without one, too. */
    private static Optional<Path> kubectl() {
        var beside = Stream.<Path>builder();
        try {
            beside.add(ControlPlaneBinaries.find().folder().resolve("kubectl"));
        } catch (ControlPlaneMissing _) {
            // The machine's own may be there all the same.
        }
        var onPath = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "kubectl"));
        return Stream.concat(beside.build(), onPath).filter(Files::isExecutable).findFirst();
    }

    private String run(Path kubectl, String... arguments) throws Exception {
        var config = Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        var command = new ArrayList<>(List.of(kubectl.toString(), "--kubeconfig", config.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** As kubectl asks for it. */
    private static String table(KubernetesClient kube, String resource) throws Exception {
        var http = kube.getHttpClient();
        var request = http.newHttpRequestBuilder()
                .uri(URI.create(kube.getMasterUrl().toString()).resolve(GROUP + resource))
                .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .build();
        var answer = http.sendAsync(request, String.class).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.code()).isEqualTo(200);
        var table = new ObjectMapper().readTree(answer.body());
        var text = new StringBuilder();
        var names = new ArrayList<String>();
        table.path("columnDefinitions")
                .forEach(column -> names.add(column.path("name").asText().toUpperCase(Locale.ROOT)));
        text.append(String.join("|", names));
        for (var row : table.path("rows")) {
            var cells = new ArrayList<String>();
            row.path("cells").forEach(cell -> cells.add(cell.asText()));
            text.append('\n').append(String.join("|", cells));
        }
        return text.toString();
    }
}
