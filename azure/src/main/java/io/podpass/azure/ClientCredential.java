package io.podpass.azure;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What a service principal shows to Entra. No implementation prints what must stay secret. */
public sealed interface ClientCredential {
    /** A client secret, as Entra gave it out. */
    record Secret(String value) implements ClientCredential {
        public Secret {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("the client secret is empty");
            }
        }

        @Override
        public String toString() {
            return "Secret";
        }
    }

    /** A key and the certificate that Entra knows, followed by those that vouch for it. */
    record Certificate(PrivateKey key, List<X509Certificate> chain) implements ClientCredential {
        public Certificate {
            requireNonNull(key, "key is null");
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("the key has no certificate");
            }
        }

        @Override
        public String toString() {
            return "Certificate[" + chain.getFirst().getSubjectX500Principal() + "]";
        }
    }

    /**
     * The RSA key of a PKCS#12 file with its certificates. Throws {@link IllegalArgumentException}, in words for whoever
     * made the file and without a word of its content.
     */
    static Certificate ofPkcs12(byte[] file, String password) {
        var secret = password.toCharArray();
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), secret);
            for (var alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, secret) instanceof PrivateKey key
                        && key.getAlgorithm().equals("RSA")) {
                    return new Certificate(
                            key,
                            Arrays.stream(store.getCertificateChain(alias))
                                    .map(X509Certificate.class::cast)
                                    .toList());
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no PKCS#12 file, or the password is not that of the file", e);
        }
        throw new IllegalArgumentException("the PKCS#12 file has no RSA key");
    }
}
