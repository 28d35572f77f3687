package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry as Docker, containerd and kubelet's credential providers meet it. */
@TestInstance(Lifecycle.PER_CLASS)
final class RegistryTest {
    private static final String ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private static final String ACR_PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String AUDIENCE = "https://containerregistry.azure.net";
    private static final String PULL = "repository:orders/app:pull";
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String USER = "00000000-0000-0000-0000-000000000000";

    private final ManualClock clock = new ManualClock();
    private final LocalAzure azure = LocalAzure.start(new LocalAzureSettings(
            LocalAzureSettings.loopback().address(),
            LocalAzureSettings.DEFAULT_TENANT,
            LocalAzureSettings.DEFAULT_SUBSCRIPTION,
            clock,
            LocalAzureSettings.loopback().random(),
            Latency.NONE));
    private int worlds;
    private ArmClient arm;
    private RegistryCaller registry;
    private AppRegistration node;
    private String group;
    private String id;
    private String secret;

    @BeforeEach
    void createRegistry() {
        // One world of its own for each test: starting an Azure for each takes too long.
        worlds++;
        arm = ArmClient.administrator(azure);
        node = azure.registerApplication("node");
        group = arm.group("rg" + worlds);
        arm.createGroup(group);
        id = group + "/providers/Microsoft.ContainerRegistry/registries/Orders" + worlds;
        registry = new RegistryCaller(azure, "orders" + worlds + ".azurecr.io");
        var created = arm.put(id, "2023-07-01", "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Basic\"}}");
        assertThat(created.body().path("properties").path("loginServer").asText())
                .isEqualTo(registry.host());
        secret = node.addSecret();
    }

    @AfterAll
    void stop() {
        azure.close();
    }

    private String entraToken(String audience) {
        return new RegistryCaller(azure, "login.microsoftonline.com")
                .post(
                        "/" + azure.tenantId() + "/oauth2/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                node.clientId(),
                                "client_secret",
                                secret,
                                "resource",
                                audience))
                .json()
                .path("access_token")
                .asText();
    }

    private void assign(String scope, String role) {
        assertThat(arm.assign(scope, node.objectId(), role).status()).isEqualTo(201);
    }

    private String refreshToken() {
        return registry.refreshToken(entraToken(AUDIENCE));
    }

    /** As somebody with AcrPush does; the digest of the manifest. */
    private String push() {
        var publisher = azure.administratorToken("https://management.azure.com");
        var token = registry.accessToken(registry.refreshToken(publisher), "repository:orders/app:pull,push");
        for (String blob : new String[] {"{}", "layer of orders"}) {
            String digest = Content.utf8(blob).sha256();
            String location = registry.bearing("POST", "/v2/orders/app/blobs/uploads/", "", token)
                    .header("Location")
                    .orElseThrow();
            assertThat(registry.bearing("PUT", location + "?digest=" + digest, blob, token)
                            .status())
                    .isEqualTo(201);
        }
        return registry.bearing(
                        "PUT",
                        "/v2/orders/app/manifests/v1",
                        manifest("layer of orders"),
                        token,
                        "Content-Type",
                        MANIFEST_TYPE)
                .header("Docker-Content-Digest")
                .orElseThrow();
    }

    private static String manifest(String layer) {
        return """
                {"schemaVersion":2,"mediaType":"%s",
                 "config":{"mediaType":"application/vnd.oci.image.config.v1+json","size":2,"digest":"%s"},
                 "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","size":%d,"digest":"%s"}]}""".formatted(
                        MANIFEST_TYPE,
                        Content.utf8("{}").sha256(),
                        layer.length(),
                        Content.utf8(layer).sha256());
    }

    private static JsonNode access(String token) throws ParseException {
        return Json.parseObject(SignedJWT.parse(token).getPayload().toString())
                .orElseThrow()
                .path("access");
    }

    @Test
    void challengesNameTheRealmTheServiceAndTheScope() {
        var realm = "Bearer realm=\"https://" + registry.host() + ":" + azure.httpsPort() + "/oauth2/token\",service=\""
                + registry.host() + "\"";

        var root = registry.send("GET", "/v2/", "");
        assertThat(root.status()).isEqualTo(401);
        assertThat(root.header("WWW-Authenticate")).contains(realm);
        assertThat(root.body())
                .isEqualTo("{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"authentication required, visit"
                        + " https://aka.ms/acr/authorization for more information.\",\"detail\":null}]}");

        var catalog = registry.send("GET", "/v2/_catalog", "");
        assertThat(catalog.header("WWW-Authenticate")).contains(realm + ",scope=\"registry:catalog:*\"");

        var manifest = registry.send("GET", "/v2/orders/app/manifests/v1", "");
        assertThat(manifest.header("WWW-Authenticate")).contains(realm + ",scope=\"" + PULL + "\"");
        assertThat(manifest.json().path("errors").path(0).path("detail").toString())
                .isEqualTo("[{\"Type\":\"repository\",\"Class\":\"\",\"Name\":\"orders/app\",\"Action\":\"pull\"}]");
    }

    @Test
    void whoHasAcrPullReadsManifestAndLayer() {
        String digest = push();
        assign(id, ACR_PULL);

        String token = registry.accessToken(refreshToken(), PULL);

        var manifest = registry.get("/v2/orders/app/manifests/v1", token, "Accept", MANIFEST_TYPE);
        assertThat(manifest.body()).isEqualTo(manifest("layer of orders"));
        assertThat(manifest.header("Content-Type")).contains(MANIFEST_TYPE);
        assertThat(manifest.header("Docker-Content-Digest")).contains(digest);
        assertThat(registry.get("/v2/orders/app/manifests/" + digest, token).body())
                .isEqualTo(manifest.body());
        String layer = "/v2/orders/app/blobs/" + Content.utf8("layer of orders").sha256();
        assertThat(registry.get(layer, token).body()).isEqualTo("layer of orders");
        var head = registry.bearing("HEAD", layer, "", token);
        assertThat(head.header("Content-Length")).contains("15");
        var part = registry.get(layer, token, "Range", "bytes=9-");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("orders");
        assertThat(part.header("Content-Range")).contains("bytes 9-14/15");
        assertThat(registry.get("/v2/orders/app/tags/list", token).json().toString())
                .isEqualTo("{\"name\":\"orders/app\",\"tags\":[\"v1\"]}");
        assertThat(registry.get("/v2/orders/app/manifests/v2", token).code()).isEqualTo("MANIFEST_UNKNOWN");
        assertThat(registry.get("/v2/orders/app/manifests/v1", token, "Accept", "text/html")
                        .code())
                .isEqualTo("MANIFEST_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "access_token_refresh_token"})
    void exchangesInTheNewWayAndInKubeletsOldOne(String grantType) throws ParseException {
        assign(id, ACR_PULL);

        String token = registry.exchange(grantType, entraToken(AUDIENCE))
                .json()
                .path("refresh_token")
                .asText();

        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("Azure Container Registry");
        assertThat(claims.getAudience()).containsExactly(registry.host());
        assertThat(claims.getStringClaim("grant_type")).isEqualTo("refresh_token");
        assertThat(claims.getJSONObjectClaim("permissions")).hasToString("{notActions=[], actions=[read]}");
    }

    @Test
    void dockerLogsInWithTheUserOfZerosAndTheRefreshToken() throws ParseException {
        assign(id, ACR_PULL);
        String refreshToken = refreshToken();

        var answer = registry.basicToken(USER, refreshToken, PULL);

        assertThat(access(answer.json().path("access_token").asText()).toString())
                .contains("\"orders/app\"")
                .contains("[\"pull\"]");
        assertThat(registry.basicToken("somebody", refreshToken, PULL).status()).isEqualTo(401);
        assertThat(registry.basicToken(USER, "guess", PULL).status()).isEqualTo(401);
        assertThat(registry.basicToken(USER, entraToken(AUDIENCE), PULL).status())
                .isEqualTo(401);
        assertThat(registry.post(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type", "password",
                                        "service", registry.host(),
                                        "username", USER,
                                        "password", refreshToken,
                                        "scope", PULL))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoHasNoRoleGetsARefreshTokenThatOpensNothing() {
        push();

        var exchanged = registry.exchange("access_token", entraToken(AUDIENCE));

        assertThat(exchanged.status()).isEqualTo(200);
        var refused = registry.token(exchanged.json().path("refresh_token").asText(), PULL);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("UNAUTHORIZED");
    }

    @Test
    void roleOfTheClientIdOpensNothing() {
        push();
        assertThat(arm.assign(id, node.clientId(), ACR_PULL).status()).isEqualTo(201);

        assertThat(registry.token(refreshToken(), PULL).status()).isEqualTo(401);
    }

    @Test
    void rolesAreInheritedAndReaderMayPull() {
        assign(group, READER);

        assertThat(registry.token(refreshToken(), PULL).status()).isEqualTo(200);
    }

    @Test
    void whoMayOnlyPullIsDeniedAPush() throws ParseException {
        assign(id, ACR_PULL);
        String token = registry.accessToken(refreshToken(), "repository:orders/app:pull,push");

        assertThat(access(token).path(0).path("actions").toString()).isEqualTo("[\"pull\"]");
        var refused = registry.bearing("POST", "/v2/orders/app/blobs/uploads/", "", token);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("DENIED");
    }

    @Test
    void tokenOfOneRepositoryDoesNotOpenAnother() {
        push();
        assign(id, ACR_PUSH);
        String token = registry.accessToken(refreshToken(), "repository:other:pull,push");

        assertThat(registry.get("/v2/orders/app/manifests/v1", token).status()).isEqualTo(401);
        assertThat(registry.bearing("POST", "/v2/other/blobs/uploads/", "", token)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void tokenOfAnotherRegistryOpensNothing() {
        assign(group, ACR_PULL);
        arm.put(
                group + "/providers/Microsoft.ContainerRegistry/registries/Other" + worlds,
                "2023-07-01",
                "{\"location\":\"westeurope\"}");
        var other = new RegistryCaller(azure, "other" + worlds + ".azurecr.io");

        String foreign = other.refreshToken(entraToken(AUDIENCE));

        assertThat(registry.token(foreign, PULL).status()).isEqualTo(401);
        assertThat(registry.get("/v2/", other.accessToken(foreign, PULL)).status())
                .isEqualTo(401);
    }

    @Test
    void tokensExpire() {
        push();
        assign(id, ACR_PULL);
        String refreshToken = refreshToken();
        String accessToken = registry.accessToken(refreshToken, PULL);

        clock.advance(Duration.ofMinutes(74));
        assertThat(registry.get("/v2/", accessToken).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(registry.get("/v2/", accessToken).status()).isEqualTo(401);
        assertThat(registry.token(refreshToken, PULL).status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(105));
        assertThat(registry.token(refreshToken, PULL).status()).isEqualTo(401);
    }

    @Test
    void roleGivenAfterTheExchangeCountsFromTheNextOne() {
        String early = refreshToken();
        assign(id, ACR_PULL);

        assertThat(registry.token(early, PULL).status()).isEqualTo(401);
        assertThat(registry.token(refreshToken(), PULL).status()).isEqualTo(200);
    }

    @Test
    void onlyTokensForRegistriesAreExchanged() {
        assertThat(registry.exchange("access_token", entraToken("https://vault.azure.net"))
                        .status())
                .isEqualTo(401);
        assertThat(registry.exchange("access_token", entraToken("https://management.azure.com/"))
                        .status())
                .isEqualTo(200);
        assertThat(registry.exchange("access_token", "guess").status()).isEqualTo(401);
        assertThat(registry.exchange("refresh_token", entraToken(AUDIENCE)).status())
                .isEqualTo(400);
    }

    @Test
    void registryThatRefusesTokensForArmTakesItsOwnAudienceOnly() {
        arm.put(id, "2023-07-01", """
                {"location":"westeurope","properties":
                 {"policies":{"azureADAuthenticationAsArmPolicy":{"status":"disabled"}}}}""");

        assertThat(registry.exchange("access_token", entraToken("https://management.azure.com/"))
                        .status())
                .isEqualTo(401);
        assertThat(registry.exchange("access_token", entraToken(AUDIENCE)).status())
                .isEqualTo(200);
    }

    @Test
    void uploadInPiecesAndDigestsAreChecked() {
        assign(id, ACR_PUSH);
        String token = registry.accessToken(refreshToken(), "repository:orders/app:pull,push");
        String location = registry.bearing("POST", "/v2/orders/app/blobs/uploads/", "", token)
                .header("Location")
                .orElseThrow();

        assertThat(registry.bearing("PATCH", location, "two ", token, "Content-Range", "0-3")
                        .header("Range"))
                .contains("0-3");
        assertThat(registry.bearing("PATCH", location, "gap", token, "Content-Range", "9-11")
                        .status())
                .isEqualTo(416);
        registry.bearing("PATCH", location, "pieces", token);
        String digest = Content.utf8("two pieces").sha256();
        assertThat(registry.bearing(
                                "PUT", location + "?digest=" + Content.utf8("x").sha256(), "", token)
                        .code())
                .isEqualTo("DIGEST_INVALID");
        assertThat(registry.bearing("PUT", location + "?digest=" + digest, "", token)
                        .status())
                .isEqualTo(201);
        assertThat(registry.get("/v2/orders/app/blobs/" + digest, token).body()).isEqualTo("two pieces");
        assertThat(registry.bearing(
                                "PUT",
                                "/v2/orders/app/manifests/v1",
                                manifest("never pushed"),
                                token,
                                "Content-Type",
                                MANIFEST_TYPE)
                        .code())
                .isEqualTo("MANIFEST_BLOB_UNKNOWN");
    }

    @Test
    void registryThatIsDeletedTakesItsImagesAlong() {
        push();
        assertThat(azure.hostNames()).contains(registry.host());
        arm.send("DELETE", id, "2023-07-01", "");

        assertThat(azure.hostNames()).doesNotContain(registry.host());
        assertThat(registry.send("GET", "/v2/", "").status()).isEqualTo(404);

        arm.put(id, "2023-07-01", "{\"location\":\"westeurope\"}");
        assign(id, ACR_PULL);
        assertThat(registry.get("/v2/orders/app/manifests/v1", registry.accessToken(refreshToken(), PULL))
                        .code())
                .isEqualTo("NAME_UNKNOWN");
    }
}
