package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesTest {
    @TempDir
    private Path scratch;

    private TestTls tls;

    @BeforeEach
    void makeKey() throws Exception {
        tls = TestTls.create(scratch, "dns:orders.vault.azure.net,dns:orders.blob.core.windows.net");
    }

    @Test
    void secretAndBlobAreReachedByOneToken() throws Exception {
        try (var imds = FakeMetadataService.thatIssues();
                var services = new FakeServices(tls.context(), true)) {
            var run = run(imds, services.port());

            assertThat(run.out())
                    .as(run.err())
                    .isEqualTo("{\"token\":{\"status\":200,\"reason\":\"issued\"},"
                            + "\"keyVault\":{\"status\":200,\"bytes\":7},\"blob\":{\"status\":200}}\n");
            assertThat(run.exit()).isZero();
            assertThat(run.out() + run.err()).doesNotContain(FakeServices.SECRET, FakeMetadataService.TOKEN);
            assertThat(imds.requests()).hasSize(2);
        }
    }

    @Test
    void refusalsOfTheServicesCarryTheirOwnCodes() throws Exception {
        try (var imds = FakeMetadataService.thatIssues();
                var services = new FakeServices(tls.context(), false)) {
            assertThat(run(imds, services.port()).out())
                    .isEqualTo("{\"token\":{\"status\":200,\"reason\":\"issued\"},"
                            + "\"keyVault\":{\"status\":403,\"code\":\"ForbiddenByRbac\"},"
                            + "\"blob\":{\"status\":403,\"code\":\"AuthorizationPermissionMismatch\"}}\n");
        }
    }

    @Test
    void serviceThatIsNotThereHasStatusZero() throws Exception {
        int gone;
        try (var services = new FakeServices(tls.context(), true)) {
            gone = services.port();
        }
        try (var imds = FakeMetadataService.thatIssues()) {
            var run = run(imds, "--key-vault", "https://orders.vault.azure.net:" + gone, "--secret", "database");

            assertThat(run.out()).contains("\"reason\":\"issued\"").contains("\"keyVault\":{\"status\":0,\"code\":");
            assertThat(run.exit()).as(run.err()).isZero();
        }
    }

    private ForkedWorkload run(FakeMetadataService imds, int port) throws Exception {
        return run(
                imds,
                "--key-vault",
                "https://orders.vault.azure.net:" + port,
                "--secret",
                "database",
                "--storage",
                "https://orders.blob.core.windows.net:" + port,
                "--container",
                "inbox",
                "--blob",
                "hello.txt");
    }

    private ForkedWorkload run(FakeMetadataService imds, String... args) throws Exception {
        var hosts = Files.writeString(
                scratch.resolve("hosts"), "127.0.0.1 orders.vault.azure.net orders.blob.core.windows.net localhost\n");
        return ForkedWorkload.run(
                scratch,
                Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", imds.uri().toString()),
                List.of(
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Djavax.net.ssl.trustStore=" + tls.store(),
                        "-Djavax.net.ssl.trustStorePassword=" + TestTls.PASSWORD),
                args);
    }
}
