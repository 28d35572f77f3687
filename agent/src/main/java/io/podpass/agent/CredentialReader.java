package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podpass.azure.ClientCredential;
import java.util.Map;

/** What the values of a Secret mean (spec aad-pod-identity §1.3). */
@FunctionalInterface
interface CredentialReader {
    /** Throws {@link IllegalArgumentException}, in words for the Secret's owner and without a word of its content. */
    ClientCredential read(Map<String, byte[]> values);

    /**
     * Type 1: {@code clientSecret}, or the value of the only key there is, whatever its name. The old agent took one of
     * several at random (spec aad-pod-identity §8.2, C20).
     */
    static ClientCredential.Secret secret(Map<String, byte[]> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("it is empty: it needs the key clientSecret");
        }
        if (!values.containsKey("clientSecret") && values.size() > 1) {
            throw new IllegalArgumentException(
                    "it has several keys and none is clientSecret: name the one that is meant so");
        }
        var value =
                values.getOrDefault("clientSecret", values.values().iterator().next());
        return new ClientCredential.Secret(new String(value, UTF_8));
    }

    /** Type 2: the PKCS#12 file at {@code certificate}, under the password at {@code password}. */
    static ClientCredential.Certificate certificate(Map<String, byte[]> values) {
        var file = values.get("certificate");
        if (file == null) {
            throw new IllegalArgumentException(
                    "it lacks the key certificate: put the PKCS#12 file there, and its password at password");
        }
        return ClientCredential.ofPkcs12(file, new String(values.getOrDefault("password", new byte[0]), UTF_8));
    }
}
