package io.podpass.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.cli.ArmAdministrator;
import io.podpass.cli.ReferenceAzure;
import io.podpass.cli.ReferenceSetup;
import io.podpass.core.Sha256;
import io.podpass.localazure.LocalAzure;
import io.podpass.localazure.LocalAzureSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kubelet's part is played by the test, with the configuration of the manual: a process, its input, its answer, a pull. */
final class AcrCredentialProviderTest {
    private static final String HOST = "podpassdemo.azurecr.io";
    private static final String ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d";
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final String LAYER = "layer of orders";

    @TempDir
    private Path folder;

    private final LocalAzure local = LocalAzure.start(LocalAzureSettings.loopback());

    @AfterEach
    void stop() {
        local.close();
    }

    private ReferenceAzure azure(Set<String> withoutRoles) {
        try (var arm = administrator()) {
            return new ReferenceSetup(arm, local.subscriptionId(), UUID::randomUUID, withoutRoles).make();
        }
    }

    private ArmAdministrator administrator() {
        return new ArmAdministrator(local.arm(), local.sslContext(), local.administratorToken());
    }

    private KubeletPlugin.Ended ask(ReferenceAzure azure, String image) throws Exception {
        return KubeletPlugin.ofManual(folder, executable()).run(image, onThisNode(azure));
    }

    /** What stands in the provider's folder on the node: here it also trusts and finds the local Azure. */
    private Path executable() throws IOException {
        var trust = folder.resolve("trust.p12");
        local.writeTrustStore(trust);
        var hosts = Files.writeString(
                folder.resolve("hosts"),
                local.hostNames().stream()
                        .map(name -> "127.0.0.1 " + name + "\n")
                        .collect(Collectors.joining()));
        var script = Files.writeString(
                folder.resolve("podpass"),
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                        + " --sun-misc-unsafe-memory-access=allow"
                        // The tests' class path has several log set-ups, of which Logback speaks on standard output.
                        + " -Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener"
                        + " -Djdk.net.hosts.file='" + hosts
                        + "' -Djavax.net.ssl.trustStore='" + trust
                        + "' -Djavax.net.ssl.trustStorePassword=changeit -cp '"
                        + System.getProperty("java.class.path") + "' io.podpass.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    private List<String> onThisNode(ReferenceAzure azure) throws IOException {
        var imds = local.openImds(
                azure.machines().getFirst().resourceId(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var config = Files.writeString(folder.resolve("azure.json"), """
                {"cloud": "AzurePublicCloud", "tenantId": "%s", "subscriptionId": "%s", "resourceGroup": "nodes",
                 "aadClientId": "msi", "aadClientSecret": "msi", "useManagedIdentityExtension": true,
                 "userAssignedIdentityID": "%s"}""".formatted(
                local.tenantId(), local.subscriptionId(), azure.kubelet().clientId()));
        return List.of(
                "--cloudconfig=" + config,
                "--imds-endpoint=http://127.0.0.1:" + imds.getPort(),
                "--allow-registry=" + registry());
    }

    private String registry() {
        return HOST + ":" + local.httpsPort();
    }

    private record Answer(int status, String head, String body) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    /** By the registry's name, which leads to the local Azure. */
    private Answer call(String method, String path, String body, String... headers) throws IOException {
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), local.httpsPort());
                var tls = (SSLSocket)
                        local.sslContext().getSocketFactory().createSocket(plain, HOST, local.httpsPort(), true)) {
            var request = method + " " + path + " HTTP/1.1\r\nHost: " + registry() + "\r\nConnection: close\r\n"
                    + "Content-Length: " + body.length() + "\r\n" + String.join("\r\n", headers)
                    + (headers.length == 0 ? "\r\n" : "\r\n\r\n") + body;
            tls.getOutputStream().write(request.getBytes(UTF_8));
            tls.getOutputStream().flush();
            var whole = new String(tls.getInputStream().readAllBytes(), UTF_8);
            var end = whole.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(whole.substring(9, 12)), whole.substring(0, end), whole.substring(end + 4));
        }
    }

    private String accessToken(String user, String password, String actions) throws IOException {
        var answer = call(
                "GET",
                "/oauth2/token?service=" + HOST + "&scope="
                        + URLEncoder.encode("repository:orders/app:" + actions, UTF_8),
                "",
                "Authorization: Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return "Authorization: Bearer " + answer.json().path("access_token").asText();
    }

    private void push() throws IOException {
        var exchange = call(
                "POST",
                "/oauth2/exchange",
                "grant_type=access_token&service=" + HOST + "&access_token=" + local.administratorToken(),
                "Content-Type: application/x-www-form-urlencoded");
        var token = accessToken(
                "00000000-0000-0000-0000-000000000000",
                exchange.json().path("refresh_token").asText(),
                "pull,push");
        var digests = new ArrayList<String>();
        for (var blob : List.of("{}", LAYER)) {
            digests.add(digest(blob));
            assertThat(call("POST", "/v2/orders/app/blobs/uploads/?digest=" + digest(blob), blob, token)
                            .status())
                    .isEqualTo(201);
        }
        assertThat(call(
                                "PUT",
                                "/v2/orders/app/manifests/v1",
                                "{\"schemaVersion\":2,\"config\":{\"digest\":\"" + digests.getFirst()
                                        + "\"},\"layers\":[{\"digest\":\"" + digests.getLast() + "\"}]}",
                                token,
                                "Content-Type: " + TYPE)
                        .status())
                .isEqualTo(201);
    }

    private static String digest(String content) {
        var sha = Sha256.create().digest(content.getBytes(UTF_8));
        return "sha256:" + HexFormat.of().formatHex(sha);
    }

    @Test
    void answeredCredentialPullsManifestAndLayer() throws Exception {
        var azure = azure(Set.of());
        push();

        var ended = ask(azure, registry() + "/orders/app");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.response().path("cacheKeyType").asText()).isEqualTo("Registry");
        assertThat(ended.response().path("cacheDuration").asText()).isEqualTo("3600s");
        var auth = ended.response().path("auth").path(registry());
        var token = accessToken(
                auth.path("username").asText(), auth.path("password").asText(), "pull");
        var manifest = call("GET", "/v2/orders/app/manifests/v1", "", token, "Accept: " + TYPE);
        assertThat(manifest.status()).isEqualTo(200);
        var layer = manifest.json().path("layers").path(0).path("digest").asText();
        assertThat(call("GET", "/v2/orders/app/blobs/" + layer, "", token).body())
                .isEqualTo(LAYER);
    }

    @Test
    void missingRoleIsToldWithTheCommandThatGivesIt() throws Exception {
        var azure = azure(Set.of("AcrPull"));

        refusedForWantOfARole(azure, ask(azure, registry() + "/orders/app"));
    }

    @Test
    void roleOfTheClientIdCountsForNothing() throws Exception {
        var azure = azure(Set.of("AcrPull"));
        try (var arm = administrator()) {
            arm.put(
                    "/subscriptions/" + local.subscriptionId() + "/providers/Microsoft.Authorization/roleAssignments/"
                            + UUID.randomUUID(),
                    "2022-04-01",
                    """
                    {"properties": {"roleDefinitionId":
                     "/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s",
                     "principalId": "%s", "principalType": "ServicePrincipal"}}""".formatted(
                            local.subscriptionId(), ACR_PULL, azure.kubelet().clientId()));
        }

        refusedForWantOfARole(azure, ask(azure, registry() + "/orders/app"));
    }

    private static void refusedForWantOfARole(ReferenceAzure azure, KubeletPlugin.Ended ended) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("lacks the role AcrPull on this registry; grant it: az role assignment create"
                        + " --assignee-object-id " + azure.kubelet().principalId())
                .doesNotContain(azure.kubelet().clientId())
                .doesNotContain("eyJ")
                .hasLineCount(1);
    }

    @Test
    void imageOfAnotherRegistryGetsNothingAndNobodyIsAsked() throws Exception {
        // Who asked IMDS or Azure here would fail: only the answer of nobody is at the port.
        var ended = KubeletPlugin.ofManual(folder, executable())
                .run(
                        "registry.example/orders/app",
                        List.of(onThisNode(azure(Set.of())).getFirst(), "--imds-endpoint=http://127.0.0.1:1"));

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.response().path("auth").isEmpty()).isTrue();
    }
}
