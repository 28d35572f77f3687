package io.podpass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.SignedJWT;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.agent.Addresses;
import io.podpass.agent.Agent;
import io.podpass.agent.AgentSettings;
import io.podpass.agent.LoginSettings;
import io.podpass.agent.RedirectSettings;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.Pause;
import io.podpass.azure.TokenException;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ClusterSetup;
import io.podpass.cli.ReferenceAzure;
import io.podpass.cli.Scenario.BindingObject;
import io.podpass.cli.Started;
import io.podpass.controller.Controller;
import io.podpass.controller.ControllerSettings;
import io.podpass.core.Authority;
import io.podpass.kube.CustomResourceDefinitions;
import io.podpass.localazure.AppRegistration;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import io.podpass.localkube.LocalKube;
import io.podpass.localkube.LocalKubeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Identities of types 1 and 2, from the objects in the cluster to a secret in a vault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServicePrincipalsTest {
    private static final String NAMESPACE = "principals";
    private static final String NODE = "node-1";
    private static final String OTHER_TENANT = "0d4b8c0e-6f5c-4d1f-8d7b-1c5f7c0a9e22";
    private static final String VAULT = "principals-vault";

    private final Started parts = new Started();
    private LocalAzure azure;
    private KubernetesClient kube;
    private ClusterSetup cluster;
    private Agent agent;
    private int pods;

    @BeforeAll
    void startTheSystem() throws Exception {
        azure = parts.add(LocalAzure.start(LocalAzureSettings.loopback()));
        azure.addTenant(OTHER_TENANT);
        var apiServer = parts.add(LocalKube.start(LocalKubeSettings.loopback()));
        kube = parts.add(LocalClients.of(apiServer));
        CustomResourceDefinitions.all()
                .forEach(definition -> kube.resource(definition).create());
        cluster = new ClusterSetup(kube);
        cluster.namespace(NAMESPACE);
        cluster.node(
                new ReferenceAzure.Machine(
                        NODE,
                        "/subscriptions/" + azure.subscriptionId()
                                + "/resourceGroups/none/providers/Microsoft.Compute/virtualMachineScaleSets/none/virtualMachines/0"));
        startController();
        var entra =
                parts.add(HttpClient.newBuilder().sslContext(azure.sslContext()).build());
        agent = parts.add(Agent.start(
                AgentSettings.defaults(NODE)
                        .with(Addresses.DEFAULTS.withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                        .with(RedirectSettings.NONE)
                        .with(new LoginSettings(
                                false, Set.of(new Authority(azure.login().toString())))),
                kube,
                entra));
        agent.awaitReady(Duration.ofSeconds(60));
    }

    /** It gets no token for ARM and no ARM: service principals need neither. */
    private void startController() {
        var clock = Clock.systemUTC();
        var arm = new ArmHosts(
                URI.create("https://127.0.0.1:1/"),
                parts.add(HttpClient.newHttpClient()),
                () -> {
                    throw TokenException.unavailable("no ARM in this world");
                },
                clock,
                Pause.real(),
                ArmLimits.DEFAULTS);
        parts.add(Controller.start(ControllerSettings.DEFAULTS, kube, arm));
    }

    @AfterAll
    void stopTheSystem() {
        parts.close();
    }

    @Test
    void aSecretOpensTheVaultThatItsPrincipalMayRead() throws Exception {
        makeVault();
        var app = azure.registerApplication("orders");
        grantVault(app);
        secret("orders-login", Map.of("clientSecret", app.addSecret().getBytes(UTF_8)));
        identity("orders", 1, app, "orders-login", "");

        var answer = ask(pod("orders"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var token = json(answer).path("access_token").asText();
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getStringClaim("oid"))
                .isEqualTo(app.objectId());
        assertThat(readVault(token)).startsWith("HTTP/1.1 200").contains("hello");
    }

    @Test
    void aCertificateOpensToo() throws Exception {
        var app = azure.registerApplication("reports");
        var values = new LinkedHashMap<String, byte[]>();
        values.put("certificate", app.addCertificate("pass"));
        values.put("password", "pass".getBytes(UTF_8));
        secret("reports-login", values);
        identity("reports", 2, app, "reports-login", "");

        var answer = ask(pod("reports"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(SignedJWT.parse(json(answer).path("access_token").asText())
                        .getJWTClaimsSet()
                        .getStringClaim("appidacr"))
                .isEqualTo("2");
    }

    @Test
    void auxiliaryTenantsGiveAListInTheirOrder() throws Exception {
        var app = azure.registerApplication("peering");
        app.addTo(OTHER_TENANT);
        secret("peering-login", Map.of("any-key", app.addSecret().getBytes(UTF_8)));
        identity("peering", 1, app, "peering-login", "auxiliaryTenantIDs: [" + OTHER_TENANT + "]");

        var answer = ask(pod("peering"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).isArray()).isTrue();
        assertThat(tenantOf(json(answer).path(0))).isEqualTo(azure.tenantId());
        assertThat(tenantOf(json(answer).path(1))).isEqualTo(OTHER_TENANT);
    }

    @Test
    void aRotatedSecretIsUsedAtTheNextFetch() throws Exception {
        var app = azure.registerApplication("rotated");
        var old = app.addSecret();
        secret("rotated-login", Map.of("clientSecret", old.getBytes(UTF_8)));
        identity("rotated", 1, app, "rotated-login", "");
        var from = pod("rotated");
        app.removeSecret(old);

        var refused = ask(from);
        kube.secrets()
                .inNamespace(NAMESPACE)
                .withName("rotated-login")
                .edit(secret -> new SecretBuilder(secret)
                        .withData(Map.of("clientSecret", encoded(app.addSecret().getBytes(UTF_8))))
                        .build());
        var issued = ask(from);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("AADSTS7000215").doesNotContain(old);
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(200);
    }

    @Test
    void aSecretOfAnotherNamespaceIsNotReadForIt() throws Exception {
        var app = azure.registerApplication("thief");
        cluster.namespace("vaulted");
        kube.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("treasure")
                        .withNamespace("vaulted")
                        .endMetadata()
                        .withData(Map.of("clientSecret", encoded(app.addSecret().getBytes(UTF_8))))
                        .build())
                .create();
        apply("thief", 1, app, "{name: treasure, namespace: vaulted}", azure.login(), "");

        refusedAs(ask(pod("thief")), 403, "login-not-allowed", "Secret of namespace vaulted");
    }

    @Test
    void aCredentialIsNotSentToAnAddressThatNobodyAllowed() throws Exception {
        var app = azure.registerApplication("lured");
        secret("lured-login", Map.of("clientSecret", app.addSecret().getBytes(UTF_8)));
        apply(
                "lured",
                1,
                app,
                "{name: lured-login, namespace: " + NAMESPACE + "}",
                URI.create("https://login.evil.example/"),
                "");

        refusedAs(ask(pod("lured")), 403, "login-not-allowed", "none of Azure's clouds");
    }

    @Test
    void aSecretThatIsMissingOrAmbiguousIsNamed() throws Exception {
        var app = azure.registerApplication("forgetful");
        identity("forgetful", 1, app, "forgetful-login", "");
        var from = pod("forgetful");

        refusedAs(ask(from), 503, "no-credential", "there is no Secret principals/forgetful-login");

        var values = new LinkedHashMap<String, byte[]>();
        values.put("a", "x".getBytes(UTF_8));
        values.put("b", "y".getBytes(UTF_8));
        secret("forgetful-login", values);
        refusedAs(ask(from), 503, "no-credential", "several keys and none is clientSecret");
    }

    private static void refusedAs(HttpResponse<String> answer, int status, String reason, String description) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-podpass-reason")).contains(reason);
        assertThat(answer.body()).contains(description);
    }

    private void identity(String name, int type, AppRegistration app, String secret, String more) {
        apply(name, type, app, "{name: " + secret + ", namespace: " + NAMESPACE + "}", azure.login(), more);
    }

    private void apply(String name, int type, AppRegistration app, String secret, URI authority, String more) {
        kube.resource("""
                apiVersion: aadpodidentity.k8s.io/v1
                kind: AzureIdentity
                metadata:
                  name: %s
                  namespace: %s
                spec:
                  type: %d
                  clientID: %s
                  tenantID: %s
                  clientPassword: %s
                  adEndpoint: %s
                  %s
                """.formatted(name, NAMESPACE, type, app.clientId(), azure.tenantId(), secret, authority, more))
                .create();
        cluster.binding(new BindingObject(NAMESPACE, name, name, name));
    }

    private void secret(String name, Map<String, byte[]> values) {
        kube.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withData(values.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, value -> encoded(value.getValue()))))
                        .build())
                .create();
    }

    private static String encoded(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    /** A pod that the binding of that name covers. */
    private InetAddress pod(String selector) {
        var address = "127.1.9." + (10 + pods++);
        cluster.pod(NAMESPACE, selector + "-0", Optional.of(selector), NODE, address);
        return InetAddress.ofLiteral(address);
    }

    private HttpResponse<String> ask(InetAddress from) throws Exception {
        try (var http = HttpClient.newBuilder().localAddress(from).build()) {
            var uri = URI.create("http://127.0.0.1:" + agent.port()
                    + "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net");
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Metadata", "true")
                            .timeout(Duration.ofMinutes(2))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private static String tenantOf(JsonNode token) throws Exception {
        return SignedJWT.parse(token.path("access_token").asText())
                .getJWTClaimsSet()
                .getStringClaim("tid");
    }

    private String vault() {
        return "/subscriptions/" + azure.subscriptionId()
                + "/resourceGroups/principals/providers/Microsoft.KeyVault/vaults/" + VAULT;
    }

    private void makeVault() {
        try (var arm = new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken())) {
            arm.put(
                    "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/principals",
                    "2024-03-01",
                    "{\"location\": \"westeurope\"}");
            arm.put(
                    vault(),
                    "2023-07-01",
                    "{\"location\": \"westeurope\", \"properties\": {\"enableRbacAuthorization\": true}}");
            arm.put(vault() + "/secrets/greeting", "2023-07-01", "{\"properties\": {\"value\": \"hello\"}}");
        }
    }

    private void grantVault(AppRegistration app) {
        try (var arm = new ArmAdministrator(azure.arm(), azure.sslContext(), azure.administratorToken())) {
            arm.put(
                    vault() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                    "2022-04-01",
                    "{\"properties\": {\"roleDefinitionId\": \"/subscriptions/" + azure.subscriptionId()
                            + "/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6\","
                            + " \"principalId\": \"" + app.objectId()
                            + "\", \"principalType\": \"ServicePrincipal\"}}");
        }
    }

    /** By the vault's own name, which java.net.http can't send without a name mapping. */
    private String readVault(String token) throws IOException {
        var host = VAULT + ".vault.azure.net";
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), azure.httpsPort());
                var tls = azure.sslContext().getSocketFactory().createSocket(plain, host, azure.httpsPort(), true)) {
            tls.getOutputStream()
                    .write(("GET /secrets/greeting?api-version=7.4 HTTP/1.1\r\nHost: " + host
                                    + "\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(tls.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
