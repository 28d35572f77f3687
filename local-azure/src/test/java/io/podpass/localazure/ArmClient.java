package io.podpass.localazure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** What the tests say to ARM and IMDS, over the wire. */
final class ArmClient {
    static final String COMPUTE = "2025-04-01";

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        String code() {
            return body.path("error").path("code").asText();
        }

        String message() {
            return body.path("error").path("message").asText();
        }
    }

    private final LocalAzure azure;
    private final HttpClient http;
    private final String token;

    ArmClient(LocalAzure azure, String token) {
        this.azure = azure;
        this.token = token;
        this.http = HttpClient.newBuilder().sslContext(azure.sslContext()).build();
    }

    static ArmClient administrator(LocalAzure azure) {
        return new ArmClient(azure, azure.administratorToken());
    }

    String group(String name) {
        return "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/" + name;
    }

    static String identity(String group, String name) {
        return group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name;
    }

    Answer get(String path, String version) {
        return send("GET", path, version, "");
    }

    Answer put(String path, String version, String body) {
        return send("PUT", path, version, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, COMPUTE, body);
    }

    Answer send(String method, String path, String version, String body) {
        String separator = path.contains("?") ? "&" : "?";
        return send(
                azure.arm().resolve(path + separator + "api-version=" + version),
                method,
                body,
                "Authorization",
                "Bearer " + token);
    }

    Answer poll(Answer accepted) {
        URI poll = URI.create(
                accepted.raw().headers().firstValue("azure-asyncoperation").orElseThrow());
        return send(poll, "GET", "", "Authorization", "Bearer " + token);
    }

    /** Creates the group (once more is fine) and the identity, and returns the latter. */
    JsonNode createIdentity(String group, String name) {
        createGroup(group);
        return created(put(identity(group, name), "2023-01-31", "{\"location\":\"westeurope\"}"));
    }

    void createGroup(String group) {
        created(put(group, "2021-04-01", "{\"location\":\"westeurope\"}"));
    }

    /** A scale set of two machines. */
    String createScaleSet(String group, String name) {
        createGroup(group);
        String id = group + "/providers/Microsoft.Compute/virtualMachineScaleSets/" + name;
        created(put(
                id, COMPUTE, "{\"location\":\"westeurope\",\"sku\":{\"name\":\"Standard_D2s_v5\",\"capacity\":2}}"));
        return id;
    }

    /** Assigns with the type given, as Terraform and Bicep do. */
    Answer assign(String scope, String principalId, String roleGuid) {
        return put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID(),
                "2022-04-01",
                """
                {"properties":{"roleDefinitionId":"/subscriptions/%s/providers/Microsoft.Authorization/roleDefinitions/%s",
                 "principalId":"%s","principalType":"ServicePrincipal"}}""".formatted(azure.subscriptionId(), roleGuid, principalId));
    }

    Answer imds(InetSocketAddress imds, String pathAndQuery, String... headers) {
        return send(URI.create("http://127.0.0.1:" + imds.getPort() + pathAndQuery), "GET", "", headers);
    }

    Answer token(InetSocketAddress imds, String selector) {
        return imds(
                imds,
                "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F"
                        + selector,
                "Metadata",
                "true");
    }

    Answer send(URI uri, String method, String body, String... headers) {
        var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = response.body().startsWith("{") || response.body().startsWith("[")
                    ? new ObjectMapper().readTree(response.body())
                    : Json.object();
            return new Answer(response.statusCode(), json, response);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking " + uri, e);
        }
    }

    private static JsonNode created(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new AssertionError("not created: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }
}
