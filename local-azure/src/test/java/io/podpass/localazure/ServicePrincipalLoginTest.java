package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.text.ParseException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The credentials of Microsoft's own library log in, or are refused as Entra refuses them. */
final class ServicePrincipalLoginTest {
    private static final String OTHER_TENANT = "0d4b8c0e-6f5c-4d1f-8d7b-1c5f7c0a9e22";

    private final LocalAzure azure = LocalAzure.start(LocalAzureSettings.loopback());
    private final AppRegistration application = azure.registerApplication("orders");

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    void secretOfTheApplicationOpens() throws ParseException {
        var claims = login(secret(azure.tenantId(), application.addSecret()), "https://vault.azure.net/.default");

        assertThat(claims.getAudience()).containsExactly("https://vault.azure.net");
        assertThat(claims.getIssuer()).isEqualTo("https://sts.windows.net/" + azure.tenantId() + "/");
        assertThat(claims.getStringClaim("oid")).isEqualTo(application.objectId());
        assertThat(claims.getStringClaim("appid")).isEqualTo(application.clientId());
        assertThat(claims.getStringClaim("appidacr")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void certificateOfTheApplicationOpensWithItsChainOrWithout(boolean chain) throws ParseException {
        var credential = certificate(application.addCertificate("pass"), chain);

        assertThat(login(credential, "https://vault.azure.net/.default").getStringClaim("appidacr"))
                .isEqualTo("2");
    }

    @Test
    void resourceThatEndsInASlashKeepsIt() throws ParseException {
        assertThat(login(secret(azure.tenantId(), application.addSecret()), "https://database.windows.net//.default")
                        .getAudience())
                .containsExactly("https://database.windows.net/");
    }

    @Test
    void everyTenantHasAServicePrincipalOfItsOwn() throws ParseException {
        azure.addTenant(OTHER_TENANT);
        var objectId = application.addTo(OTHER_TENANT);

        var claims = login(secret(OTHER_TENANT, application.addSecret()), "https://management.azure.com/.default");

        assertThat(claims.getStringClaim("tid")).isEqualTo(OTHER_TENANT);
        assertThat(claims.getStringClaim("oid")).isEqualTo(objectId).isNotEqualTo(application.objectId());
    }

    @Test
    void wrongCredentialsAreRefused() {
        refused(secret(azure.tenantId(), "guess"), "AADSTS7000215");
        refused(secret(azure.tenantId(), application.addSecret(Duration.ZERO)), "AADSTS7000222");
        var removed = application.addSecret();
        application.removeSecret(removed);
        refused(secret(azure.tenantId(), removed), "AADSTS7000215");
        var strangers = azure.registerApplication("stranger").addCertificate("pass");
        refused(certificate(strangers, true), "AADSTS700027");
    }

    @Test
    void applicationThatATenantDoesNotKnowIsRefused() {
        azure.addTenant(OTHER_TENANT);
        var value = application.addSecret();

        refused(secret(OTHER_TENANT, value), "AADSTS7000229");
        refused(secret("11111111-2222-3333-4444-555555555555", value), "AADSTS90002");
        refused(
                new ClientSecretCredentialBuilder()
                        .clientId("11111111-2222-3333-4444-555555555555")
                        .clientSecret(value)
                        .tenantId(azure.tenantId())
                        .authorityHost(azure.login().toString())
                        .disableInstanceDiscovery()
                        .httpClient(http())
                        .build(),
                "AADSTS700016");
    }

    @Test
    void unknownResourceIsRefused() {
        var credential = secret(azure.tenantId(), application.addSecret());

        assertThatThrownBy(() -> login(credential, "https://nobody.example/.default"))
                .hasStackTraceContaining("AADSTS500011");
        assertThatThrownBy(() -> login(credential, "https://vault.azure.net/secrets.read"))
                .hasStackTraceContaining("AADSTS70011");
    }

    private void refused(TokenCredential credential, String code) {
        assertThatThrownBy(() -> login(credential, "https://vault.azure.net/.default"))
                .hasStackTraceContaining(code + ": ");
    }

    private static JWTClaimsSet login(TokenCredential credential, String scope) throws ParseException {
        var token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
        return SignedJWT.parse(token.getToken()).getJWTClaimsSet();
    }

    private TokenCredential secret(String tenant, String value) {
        return new ClientSecretCredentialBuilder()
                .clientId(application.clientId())
                .clientSecret(value)
                .tenantId(tenant)
                .authorityHost(azure.login().toString())
                .disableInstanceDiscovery()
                .httpClient(http())
                .build();
    }

    private TokenCredential certificate(byte[] pkcs12, boolean chain) {
        return new ClientCertificateCredentialBuilder()
                .clientId(application.clientId())
                .pfxCertificate(new ByteArrayInputStream(pkcs12))
                .clientCertificatePassword("pass")
                .sendCertificateChain(chain)
                .tenantId(azure.tenantId())
                .authorityHost(azure.login().toString())
                .disableInstanceDiscovery()
                .httpClient(http())
                .build();
    }

    private com.azure.core.http.HttpClient http() {
        return new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().sslContext(azure.sslContext())).build();
    }
}
