package io.podpass.cli;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What kubelet asks: {@code CredentialProviderRequest} of {@code credentialprovider.kubelet.k8s.io/v1}. A service account's
 * token that comes along is left alone: images are pulled by the node's rights.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record CredentialProviderRequest(String apiVersion, String kind, String image) {
    static final String API_VERSION = "credentialprovider.kubelet.k8s.io/v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Throws {@link UsageException} for anything else. */
    static CredentialProviderRequest parse(String text) {
        CredentialProviderRequest request;
        try {
            request = JSON.readValue(text, CredentialProviderRequest.class);
        } catch (JsonProcessingException _) {
            // The parser's message quotes the text, and that may hold a token.
            throw new UsageException("standard input is no JSON object: kubelet starts this command, with a"
                    + " CredentialProviderRequest as standard input");
        }
        if (request == null || !"CredentialProviderRequest".equals(request.kind)) {
            throw new UsageException("standard input is no CredentialProviderRequest: kubelet starts this command");
        }
        if (!API_VERSION.equals(request.apiVersion)) {
            throw new UsageException("kubelet asks by " + request.apiVersion + ": set apiVersion: " + API_VERSION
                    + " of the provider in the file of --image-credential-provider-config");
        }
        if (request.image == null || request.image.isEmpty()) {
            throw new UsageException("the CredentialProviderRequest names no image");
        }
        return request;
    }
}
