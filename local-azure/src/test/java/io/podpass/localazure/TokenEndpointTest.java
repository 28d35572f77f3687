package io.podpass.localazure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no library sends, or none any more: the v1 endpoint, and assertions that are wrong in one point. */
final class TokenEndpointTest {
    private static final char[] PASSWORD = "pass".toCharArray();

    private final LocalAzure azure = LocalAzure.start(LocalAzureSettings.loopback());
    private final AppRegistration application = azure.registerApplication("orders");
    private final HttpClient http =
            HttpClient.newBuilder().sslContext(azure.sslContext()).build();
    private PrivateKey key;
    private byte[] thumbprint;

    @BeforeEach
    void certificate() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(application.addCertificate("pass")), PASSWORD);
        key = (PrivateKey) store.getKey("login", PASSWORD);
        thumbprint = MessageDigest.getInstance("SHA-1")
                .digest(store.getCertificate("login").getEncoded());
    }

    @AfterEach
    void stop() {
        http.close();
        azure.close();
    }

    @Test
    void v1AnswersInStringsAndNamesTheResource() throws IOException, InterruptedException {
        var answer = post(
                "/oauth2/token",
                Map.of("client_secret", application.addSecret(), "resource", "https://vault.azure.net"));

        assertThat(answer.path("resource").textValue()).isEqualTo("https://vault.azure.net");
        assertThat(answer.path("expires_in").textValue()).matches("3[0-9]{3}");
        assertThat(answer.path("expires_on").textValue()).matches("[0-9]+");
        assertThat(answer.path("not_before").textValue()).matches("[0-9]+");
    }

    @Test
    void v2AnswersInNumbers() throws IOException, InterruptedException {
        var answer = post(
                "/oauth2/v2.0/token",
                Map.of("client_secret", application.addSecret(), "scope", "https://vault.azure.net/.default"));

        assertThat(answer.path("expires_in").isNumber()).isTrue();
        assertThat(answer.has("resource")).isFalse();
    }

    @Test
    void secretMayComeAsBasicAuthentication() throws IOException, InterruptedException {
        var pair = application.clientId() + ":" + application.addSecret();
        var request = HttpRequest.newBuilder(azure.login().resolve(azure.tenantId() + "/oauth2/token"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&resource=https%3A%2F%2Fvault.azure.net"))
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "base64url"})
    void thumbprintMayBeInEitherAlphabet(String alphabet) throws Exception {
        var encoder = alphabet.equals("base64")
                ? Base64.getEncoder()
                : Base64.getUrlEncoder().withoutPadding();

        assertThat(assertion(good().build(), encoder.encodeToString(thumbprint))
                        .path("access_token")
                        .textValue())
                .isNotEmpty();
    }

    @Test
    void assertionIsLookedAtFromEverySide() throws Exception {
        assertThat(code(good().issuer("somebody"))).isEqualTo(700021);
        assertThat(code(good().subject("somebody"))).isEqualTo(700021);
        assertThat(code(good().audience("https://login.microsoftonline.com/other/oauth2/token")))
                .isEqualTo(700023);
        assertThat(code(good().expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(6))))))
                .isEqualTo(700024);
        assertThat(code(good().notBeforeTime(Date.from(Instant.now().plus(Duration.ofMinutes(6))))))
                .isEqualTo(700024);
        assertThat(code(good().expirationTime(null))).isEqualTo(700024);
        thumbprint[0]++;
        assertThat(code(good())).isEqualTo(700027);
    }

    @Test
    void assertionSignedWithAnotherKeyIsRefused() throws Exception {
        key = KeyPairs.rsa().getPrivate();

        assertThat(code(good())).isEqualTo(700027);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException, InterruptedException {
        assertThat(post("/oauth2/token", Map.of("client_secret", "x"))
                        .path("error_description")
                        .textValue())
                .startsWith("AADSTS900144: The request body must contain the following parameter: 'resource'.");
        assertThat(post("/oauth2/token", Map.of("resource", "x"))
                        .path("error_codes")
                        .path(0)
                        .intValue())
                .isEqualTo(7000216);
        assertThat(post("/oauth2/token", Map.of("resource", "x", "client_assertion", "no.jwt"))
                        .path("error_codes")
                        .path(0)
                        .intValue())
                .isEqualTo(900144);
    }

    private JWTClaimsSet.Builder good() {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(application.clientId())
                .subject(application.clientId())
                .audience("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/token")
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(10))));
    }

    private int code(JWTClaimsSet.Builder claims) throws JOSEException, IOException, InterruptedException {
        return assertion(claims.build(), Base64.getEncoder().encodeToString(thumbprint))
                .path("error_codes")
                .path(0)
                .intValue();
    }

    private JsonNode assertion(JWTClaimsSet claims, String x5t)
            throws JOSEException, IOException, InterruptedException {
        @SuppressWarnings("deprecation") // The old agent and many clients name the certificate by SHA-1.
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .x509CertThumbprint(new com.nimbusds.jose.util.Base64URL(x5t))
                .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new RSASSASigner(key));
        return post(
                "/oauth2/token",
                Map.of(
                        "resource", "https://vault.azure.net",
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", jwt.serialize()));
    }

    private JsonNode post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining(
                        "&", "grant_type=client_credentials&client_id=" + application.clientId() + "&", ""));
        var request = HttpRequest.newBuilder(azure.login().resolve(azure.tenantId() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }
}
