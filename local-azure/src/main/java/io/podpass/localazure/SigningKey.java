package io.podpass.localazure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500Name;

/** The RSA key that Entra signs tokens with, and its certificate. The private half has no accessor. */
final class SigningKey {
    private static final X500Name SUBJECT = new X500Name("CN=accounts.accesscontrol.windows.net");
    private static final Duration LIFE = Duration.ofDays(5 * 365);

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final String thumbprint;

    SigningKey() {
        try {
            this.keys = KeyPairs.rsa();
            this.certificate = KeyPairs.selfSigned(keys, SUBJECT, Instant.now(), LIFE);
            this.thumbprint = Base64URL.encode(
                            MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new LocalAzureException("can't make the token signing key of the local Entra", e);
        }
    }

    RSAPublicKey publicKey() {
        return (RSAPublicKey) keys.getPublic();
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** The {@code kid} and, in v1 tokens, the equal {@code x5t}. */
    String id() {
        return thumbprint;
    }

    String sign(JWTClaimsSet claims) {
        try {
            @SuppressWarnings("deprecation") // v1 tokens do carry x5t, the SHA-1 one (spec azure-platform §2.6).
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .type(JOSEObjectType.JWT)
                    .keyID(thumbprint)
                    .x509CertThumbprint(new Base64URL(thumbprint))
                    .build();
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(keys.getPrivate()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new LocalAzureException("can't sign a token", e);
        }
    }

    boolean verifies(SignedJWT jwt) {
        try {
            return JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm())
                    && thumbprint.equals(jwt.getHeader().getKeyID())
                    && jwt.verify(new RSASSAVerifier(publicKey()));
        } catch (JOSEException e) {
            return false;
        }
    }
}
