package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of spec azure-platform §1, over the wire. */
class ImdsTest {
    private static final String TOKEN =
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net";
    private static final Duration SLOW = Duration.ofSeconds(40);

    private final ManualClock clock = new ManualClock();
    private LocalAzure azure;
    private ArmClient arm;
    private String scaleSet;
    private InetSocketAddress imds;

    @BeforeEach
    void start() {
        azure = LocalAzure.start(new LocalAzureSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                LocalAzureSettings.DEFAULT_TENANT,
                LocalAzureSettings.DEFAULT_SUBSCRIPTION,
                clock,
                new SecureRandom(),
                new Latency(SLOW, Duration.ZERO)));
        arm = ArmClient.administrator(azure);
        scaleSet = arm.createScaleSet(arm.group("rg"), "pool");
        clock.advance(SLOW);
        imds = azure.openImds(scaleSet + "/virtualMachines/0", anyPort());
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private ArmClient.Answer ask(String pathAndQuery) {
        return arm.imds(imds, pathAndQuery, "Metadata", "true");
    }

    private static String description(ArmClient.Answer answer) {
        return answer.body().path("error_description").asText();
    }

    private JsonNode attach(String... names) {
        JsonNode last = Json.object();
        var entries = new StringBuilder();
        for (String name : names) {
            last = arm.createIdentity(arm.group("rg"), name);
            entries.append(entries.isEmpty() ? "" : ",")
                    .append('"')
                    .append(last.path("id").asText())
                    .append("\":{}");
        }
        arm.patch(scaleSet, "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{" + entries + "}}}");
        clock.advance(SLOW);
        return last;
    }

    @Test
    void refusesWithoutTheMetadataHeaderAtOnceAndWithoutNamingIdentities() {
        var answer = arm.imds(imds, "/metadata/identity/oauth2/token?api-version=2018-02-01");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.raw().body())
                .isEqualTo(
                        "{\"error\":\"invalid_request\",\"error_description\":\"Required metadata header not specified\"}");
    }

    @Test
    void refusesForwardedRequests() {
        assertThat(arm.imds(imds, TOKEN, "Metadata", "true", "X-Forwarded-For", "10.0.0.1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesAMissingResourceVersionOrDoubleParameter() {
        assertThat(description(ask("/metadata/identity/oauth2/token?api-version=2018-02-01")))
                .isEqualTo("Required query variable 'resource' is missing");
        assertThat(ask("/metadata/identity/oauth2/token?resource=x").body().path("newest-versions"))
                .hasSize(3);
        assertThat(ask(TOKEN.replace("2018-02-01", "2017-12-01")).status()).isEqualTo(400);
        assertThat(ask(TOKEN + "&resource=again").status()).isEqualTo(400);
    }

    @Test
    void answersTwoSlashesAndAnyCase() {
        attach("orders");

        assertThat(ask("/" + TOKEN).status()).isEqualTo(200);
        assertThat(ask(TOKEN.replace("/metadata", "/MetaData")).status()).isEqualTo(200);
    }

    @Test
    void namesTheReasonWhenNoneOrSeveralIdentitiesFit() {
        assertThat(ask(TOKEN).raw().body())
                .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
        attach("orders", "billing");
        assertThat(ask(TOKEN).raw().body()).hasSize(168).contains("Multiple user assigned identities exist");
    }

    @Test
    void prefersTheMachinesOwnIdentityWhenNoneIsNamed() {
        attach("orders", "billing");
        var changed = arm.patch(scaleSet, "{\"identity\":{\"type\":\"SystemAssigned, UserAssigned\"}}");
        clock.advance(SLOW);

        assertThat(changed.body().path("identity").path("principalId").asText()).isNotEmpty();
        assertThat(ask(TOKEN).status()).isEqualTo(200);
    }

    @Test
    void findsAnIdentityByEachOfItsNames() {
        attach("billing");
        JsonNode orders = attach("orders");
        JsonNode ids = orders.path("properties");

        for (String selector : new String[] {
            "client_id=" + ids.path("clientId").asText(),
            "object_id=" + ids.path("principalId").asText(),
            "msi_res_id=" + orders.path("id").asText(),
            "mi_res_id=" + orders.path("id").asText().toLowerCase(Locale.ROOT)
        }) {
            assertThat(ask(TOKEN + "&" + selector).body().path("client_id").asText())
                    .as(selector)
                    .isEqualTo(ids.path("clientId").asText());
        }
    }

    @Test
    void servesACachedTokenWhoseRestOfLifeShrinks() {
        attach("orders");
        JsonNode first = ask(TOKEN).body();
        assertThat(first.path("expires_in").isTextual()).isTrue();
        assertThat(first.path("expires_in").asText()).isEqualTo("86400");

        clock.advance(Duration.ofHours(1));
        JsonNode cached = ask(TOKEN).body();
        assertThat(cached.path("access_token")).isEqualTo(first.path("access_token"));
        assertThat(cached.path("expires_in").asText()).isEqualTo("82800");

        assertThat(ask(TOKEN + "&bypass_cache=true").body().path("access_token"))
                .isNotEqualTo(first.path("access_token"));
    }

    @Test
    void servesAnIdentityOnlyOnceItsOperationSucceeded() {
        JsonNode orders = arm.createIdentity(arm.group("rg"), "orders");
        var accepted = arm.patch(
                scaleSet,
                "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\""
                        + orders.path("id").asText() + "\":{}}}}");

        assertThat(arm.poll(accepted).body().path("status").asText()).isEqualTo("InProgress");
        assertThat(ask(TOKEN).status()).isEqualTo(400);
        clock.advance(SLOW);
        assertThat(arm.poll(accepted).body().path("status").asText()).isEqualTo("Succeeded");
        assertThat(ask(TOKEN).status()).isEqualTo(200);
    }

    @Test
    void describesItsMachine() {
        assertThat(ask("/metadata/versions").body().path("apiVersions")).hasSize(35);
        assertThat(ask("/metadata/instance?api-version=2021-02-01")
                        .body()
                        .path("compute")
                        .path("vmScaleSetName")
                        .asText())
                .isEqualTo("pool");
        assertThat(ask("/metadata/instance/compute/location?api-version=2020-06-01&format=text")
                        .raw()
                        .body())
                .isEqualTo("westeurope");
        assertThat(ask("/metadata/identity/info?api-version=2018-02-01")
                        .body()
                        .path("tenantId")
                        .asText())
                .isEqualTo(azure.tenantId());
    }

    @Test
    void refusesOtherMethodsAndUnknownPaths() {
        var posted = arm.send(URI.create("http://127.0.0.1:" + imds.getPort() + TOKEN), "POST", "", "Metadata", "true");

        assertThat(posted.status()).isEqualTo(405);
        assertThat(ask("/metadata/identity/getplatformmetadata?cred-api-version=2.0")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void opensForMachinesThatExistOnly() {
        assertThatThrownBy(() -> azure.openImds(scaleSet + "/virtualMachines/2", anyPort()))
                .isInstanceOf(LocalAzureException.class)
                .hasMessageContaining("/virtualMachines/2");
    }
}
