package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ReferenceAzure;
import io.podpass.cli.ReferenceSetup;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local Azure's registry, judged by the official client of Azure's registries for Node, unmodified. */
final class RegistrySdkTest {
    private static final String ACR_PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LocalAzure azure = LocalAzure.start(LocalAzureSettings.loopback());

    @TempDir
    private Path folder;

    @BeforeEach
    void skipWithoutTheSdk() {
        assumeTrue(modules().isPresent(), InstalledSdk.missing("node"));
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void whatIsPushedWithAcrPushIsPulledWithAcrPull() throws Exception {
        var setUp = setUp(Set.of());
        assign(setUp, ACR_PUSH);

        var pushed = client("push", setUp);
        assertThat(pushed.path("digest").asText()).startsWith("sha256:");

        var pulled = client("pull", setUp);
        assertThat(pulled.path("layer").asText()).isEqualTo("layer of orders");
        assertThat(pulled.path("digest")).isEqualTo(pushed.path("digest"));
    }

    @Test
    void acrPullDoesNotPush() throws Exception {
        assertThat(client("push", setUp(Set.of())).path("refused").asInt()).isIn(401, 403);
    }

    @Test
    void withoutARoleNothingIsPulled() throws Exception {
        assertThat(client("pull", setUp(Set.of("AcrPull"))).path("refused").asInt())
                .isIn(401, 403);
    }

    private ReferenceAzure setUp(Set<String> withoutRoles) {
        try (var arm = administrator()) {
            return new ReferenceSetup(arm, azure.subscriptionId(), UUID::randomUUID, withoutRoles).make();
        }
    }

    private void assign(ReferenceAzure setUp, String role) {
        var subscription = "/subscriptions/" + azure.subscriptionId();
        try (var arm = administrator()) {
            arm.put(
                    subscription + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                    "2022-04-01",
                    "{\"properties\": {\"roleDefinitionId\": \"" + subscription
                            + "/providers/Microsoft.Authorization/roleDefinitions/" + role + "\", \"principalId\": \""
                            + setUp.kubelet().principalId() + "\", \"principalType\": \"ServicePrincipal\"}}");
        }
    }

    private ArmAdministrator administrator() {
        return new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken());
    }

    private JsonNode client(String what, ReferenceAzure setUp) throws Exception {
        var imds = azure.openImds(
                setUp.machines().getFirst().resourceId(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var command = List.of(
                "node",
                InstalledSdk.source("node/registry.cjs").toString(),
                what,
                Integer.toString(azure.httpsPort()),
                setUp.kubelet().clientId());
        var environment = Map.of(
                "NODE_PATH", modules().orElseThrow().toString(),
                "NODE_EXTRA_CA_CERTS", authority().toString(),
                "AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://127.0.0.1:" + imds.getPort());
        try (var running = RunningProgram.start(command, environment)) {
            var printed = running.awaitEnd(LIMIT);
            return new ObjectMapper()
                    .readTree(printed.lines()
                            .filter(line -> line.startsWith("{"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("printed no result: " + printed)));
        }
    }

    private static Optional<Path> modules() {
        return InstalledSdk.folder("node", InstalledSdk.source("node/package-lock.json"))
                .map(place -> place.resolve("node_modules"));
    }

    /** In the form that Node reads. */
    private Path authority() throws IOException, GeneralSecurityException {
        var store = folder.resolve("trust.p12");
        azure.writeTrustStore(store);
        var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        var text = new StringBuilder();
        for (var alias : Collections.list(keys.aliases())) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder()
                            .encodeToString(keys.getCertificate(alias).getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("authority.pem"), text);
    }
}
