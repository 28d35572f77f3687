package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
    private static final String ISSUED =
            "{\"token\":{\"status\":200,\"reason\":\"issued\"},\"keyVault\":null,\"blob\":null}\n";

    @TempDir
    private Path scratch;

    @Test
    void unmodifiedSdkFindsTheMetadataServiceByItsEnvironmentVariable() throws Exception {
        try (var imds = FakeMetadataService.thatIssues()) {
            var run = ForkedWorkload.run(
                    scratch,
                    at(imds),
                    List.of(),
                    "--audience",
                    "https://vault.azure.net",
                    "--identity-client-id",
                    "11111111-2222-3333-4444-555555555555");

            assertThat(run.out()).as(run.err()).isEqualTo(ISSUED);
            assertThat(run.exit()).isZero();
            // Two slashes: whoever serves this must route on the request line, not on a parsed URL's path.
            assertThat(imds.requests())
                    .containsExactly("//metadata/identity/oauth2/token?api-version=2018-02-01"
                            + "&resource=https%3A%2F%2Fvault.azure.net"
                            + "&client_id=11111111-2222-3333-4444-555555555555");
        }
    }

    @Test
    void refusalIsExplainedByAPlainRequestToTheSamePlace() throws Exception {
        try (var imds = FakeMetadataService.thatAnswers(403, "no binding selects this pod\n")) {
            var run = ForkedWorkload.run(scratch, at(imds), List.of(), "--audience", "https://vault.azure.net");

            assertThat(run.out())
                    .as(run.err())
                    .isEqualTo("{\"token\":{\"status\":403,\"reason\":\"no binding selects this pod\"},"
                            + "\"keyVault\":null,\"blob\":null}\n");
            assertThat(run.exit()).isZero();
        }
    }

    @Test
    void sdkThatKeepsRetryingIsGivenUpAtTheDeadline() throws Exception {
        try (var imds = FakeMetadataService.thatAnswers(404, "assignment is on its way")) {
            var run = ForkedWorkload.run(
                    scratch, at(imds), List.of(), "--audience", "https://vault.azure.net", "--deadline", "3");

            assertThat(run.out()).contains("\"status\":404,\"reason\":\"assignment is on its way\"");
            assertThat(run.exit()).isZero();
        }
    }

    @Test
    void tokenThatComesAfterTheDeadlineIsTakenIfAPlainRequestHasOne() throws Exception {
        try (var imds = FakeMetadataService.thatIssuesOnceAskedPlainly()) {
            var run = ForkedWorkload.run(
                    scratch, at(imds), List.of(), "--audience", "https://vault.azure.net", "--deadline", "1");

            assertThat(run.out()).as(run.err()).isEqualTo(ISSUED);
        }
    }

    @Test
    void badArgumentsAreOneLineAndExitStatusTwo() throws Exception {
        var run = ForkedWorkload.run(scratch, Map.of(), List.of(), "--colour", "red");

        assertThat(run).isEqualTo(new ForkedWorkload(2, "", "workload: unknown option --colour\n"));
    }

    private static Map<String, String> at(FakeMetadataService imds) {
        return Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", imds.uri().toString());
    }
}
