package io.podpass.cli;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.azure.AcrClient;
import io.podpass.azure.Token;
import java.time.Duration;
import java.util.Map;

/** What kubelet is answered: {@code CredentialProviderResponse} of {@code credentialprovider.kubelet.k8s.io/v1}. */
@JsonPropertyOrder({"kind", "apiVersion", "cacheKeyType", "cacheDuration", "auth"})
record CredentialProviderResponse(
        String kind, String apiVersion, String cacheKeyType, String cacheDuration, Map<String, Auth> auth) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@link #toString()} leaves the password out. */
    record Auth(String username, String password) {
        @Override
        public String toString() {
            return "Auth[" + username + "]";
        }
    }

    /** For all images of one registry, named as the image's name has it. */
    static CredentialProviderResponse of(String registry, Token refreshToken, Duration cached) {
        return response(cached, Map.of(registry, new Auth(AcrClient.USER, refreshToken.value())));
    }

    /** No credential; kubelet goes on to other providers and to the pod's own Secrets. */
    static CredentialProviderResponse none(Duration cached) {
        return response(cached, Map.of());
    }

    private static CredentialProviderResponse response(Duration cached, Map<String, Auth> auth) {
        return new CredentialProviderResponse(
                "CredentialProviderResponse",
                CredentialProviderRequest.API_VERSION,
                "Registry",
                cached.toSeconds() + "s",
                auth);
    }

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are always JSON", e);
        }
    }
}
