package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop that the local Azure is for: ARM attaches, then and only then IMDS serves. */
class AttachmentTest {
    private LocalAzure azure;
    private ArmClient arm;
    private String group;
    private String scaleSet;
    private InetSocketAddress imds;
    private JsonNode orders;

    @BeforeEach
    void start() {
        azure = LocalAzure.start(LocalAzureSettings.loopback());
        arm = ArmClient.administrator(azure);
        group = arm.group("rg");
        scaleSet = arm.createScaleSet(group, "pool");
        orders = arm.createIdentity(group, "orders");
        imds = azure.openImds(
                scaleSet.toUpperCase(java.util.Locale.ROOT) + "/VIRTUALMACHINES/1",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private ArmClient.Answer attach(String identityId) {
        return arm.patch(
                scaleSet,
                "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\"" + identityId + "\":{}}}}");
    }

    @Test
    void servesAnIdentityOnlyWhileItIsAttached() {
        String id = orders.path("id").asText();
        String selector =
                "&client_id=" + orders.path("properties").path("clientId").asText();

        assertThat(arm.token(imds, selector).body().path("error_description").asText())
                .isEqualTo("Identity not found");

        var accepted = attach(id);
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.body().path("properties").path("provisioningState").asText())
                .isEqualTo("Updating");
        assertThat(arm.poll(accepted).body().path("status").asText()).isEqualTo("Succeeded");
        assertThat(arm.token(imds, selector).status()).isEqualTo(200);

        arm.patch(
                scaleSet,
                "{\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\"" + id + "\":null}}}");
        assertThat(arm.token(imds, selector).status()).isEqualTo(400);
    }

    @Test
    void signsTokensThatVerifyAgainstThePublishedKeys() throws Exception {
        attach(orders.path("id").asText());
        JsonNode answer = arm.token(imds, "").body();
        SignedJWT token = SignedJWT.parse(answer.path("access_token").asText());

        var keys = arm.send(URI.create(azure.arm() + azure.tenantId() + "/discovery/v2.0/keys"), "GET", "");
        assertThat(keys.status()).as("ARM is not Entra").isEqualTo(401);

        JWKSet published = JWKSet.parse(new NamedHostProbe(azure).get("/common/discovery/keys"));
        assertThat(published.toString(false)).doesNotContain("\"d\"", "\"p\"", "\"q\"");
        var key = published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();

        var claims = token.getJWTClaimsSet();
        JsonNode properties = orders.path("properties");
        assertThat(claims.getIssuer()).isEqualTo("https://sts.windows.net/" + azure.tenantId() + "/");
        assertThat(claims.getAudience()).containsExactly("https://management.azure.com/");
        assertThat(claims.getStringClaim("oid"))
                .isEqualTo(properties.path("principalId").asText());
        assertThat(claims.getStringClaim("appid"))
                .isEqualTo(properties.path("clientId").asText());
        assertThat(claims.getStringClaim("xms_mirid"))
                .isEqualTo(orders.path("id").asText().replace("/resourceGroups/", "/resourcegroups/"));
        assertThat(claims.getStringClaim("xms_az_rid"))
                .isEqualTo(scaleSet.replace("/resourceGroups/", "/resourcegroups/"));
        assertThat(claims.getExpirationTime().toInstant().getEpochSecond()
                        - claims.getIssueTime().toInstant().getEpochSecond())
                .isEqualTo(86_700);
    }

    @Test
    void anAttachedIdentityActsWithItsOwnRolesOnly() {
        attach(orders.path("id").asText());
        String token = arm.token(imds, "").body().path("access_token").asText();
        var asOrders = new ArmClient(azure, token);

        var refused = asOrders.get(scaleSet, ArmClient.COMPUTE);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("AuthorizationFailed");

        arm.assign(
                scaleSet, orders.path("properties").path("clientId").asText(), "acdd72a7-3385-48ef-bd42-f606fba81ae7");
        assertThat(asOrders.get(scaleSet, ArmClient.COMPUTE).status())
                .as("a client id is no object id")
                .isEqualTo(403);

        arm.assign(
                scaleSet,
                orders.path("properties").path("principalId").asText(),
                "acdd72a7-3385-48ef-bd42-f606fba81ae7");
        assertThat(asOrders.get(scaleSet, ArmClient.COMPUTE).status()).isEqualTo(200);
    }
}
