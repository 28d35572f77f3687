package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.FakeServer.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CloudTokensTest {
    private static final String CLIENT_ID = "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b";

    private final FakeServer imds = new FakeServer();
    private final StoryClock clock = new StoryClock();

    @AfterEach
    void stop() {
        imds.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        CLIENT_ID + ", &client_id=" + CLIENT_ID,
        "/Subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i,"
                + "&msi_res_id=%2FSubscriptions%2Fs%2FresourceGroups%2Fg%2Fproviders%2FMicrosoft.ManagedIdentity"
                + "%2FuserAssignedIdentities%2Fi",
    })
    void identityIsNamedByWhateverTheFileNamesItBy(String id, String selector) {
        imds.answers(new Answer(200, "{\"access_token\":\"token\",\"expires_in\":\"60\"}"));
        var config = CloudConfig.ofEnvironment(Map.of(
                "CLOUD", "AzurePublicCloud",
                "TENANT_ID", "t",
                "SUBSCRIPTION_ID", "s",
                "RESOURCE_GROUP", "g",
                "USE_MSI", "true",
                "USER_ASSIGNED_MSI_CLIENT_ID", id));
        var tokens = new CloudTokens(
                config,
                new ImdsClient(imds.uri(), ImdsClient.plainHttpClient(), clock, clock),
                new EntraClient(EntraClient.httpClient(), clock, clock));

        tokens.token(AcrClient.AUDIENCE, clock.instant().plusSeconds(30));

        assertThat(imds.seen().getFirst().target())
                .endsWith("&resource=https%3A%2F%2Fcontainerregistry.azure.net" + selector);
    }
}
