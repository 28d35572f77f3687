package io.podpass.localazure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JWT with which an application shows that it has the key of one of its certificates (spec azure-platform §2.3). */
final class ClientAssertion {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final SignedJWT jwt;
    private final JWTClaimsSet claims;

    /** @throws EntraRefusal when the text is no signed JWT */
    ClientAssertion(String text) {
        try {
            this.jwt = SignedJWT.parse(text);
            this.claims = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw EntraRefusal.malformedAssertion();
        }
    }

    /** @throws EntraRefusal with the first thing that is wrong */
    void check(AppRegistration application, Set<String> audiences, Instant now) {
        if (!application.clientId().equals(claims.getIssuer())
                || !application.clientId().equals(claims.getSubject())) {
            throw EntraRefusal.otherClient();
        }
        checkSignature(application, now);
        checkTime(now);
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            throw EntraRefusal.assertionAudience();
        }
    }

    private void checkSignature(AppRegistration application, Instant now) {
        byte[] thumbprint = thumbprint();
        String shown = HexFormat.of().withUpperCase().formatHex(thumbprint);
        X509Certificate certificate = application.certificates().stream()
                .filter(known -> named(known, thumbprint))
                .findFirst()
                .orElseThrow(() -> EntraRefusal.assertionKey("The key was not found.", shown, application.clientId()));
        if (now.isAfter(certificate.getNotAfter().toInstant())) {
            throw EntraRefusal.assertionKey("The key used is expired.", shown, application.clientId());
        }
        try {
            if (!ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new RSASSAVerifier((RSAPublicKey) certificate.getPublicKey()))) {
                throw EntraRefusal.assertionKey(
                        "The provided signature value did not match the expected signature value.",
                        shown,
                        application.clientId());
            }
        } catch (JOSEException e) {
            throw EntraRefusal.malformedAssertion();
        }
    }

    private void checkTime(Instant now) {
        Date expiry = claims.getExpirationTime();
        Date from = claims.getNotBeforeTime();
        if (expiry == null
                || now.isAfter(expiry.toInstant().plus(SKEW))
                || (from != null && from.toInstant().isAfter(now.plus(SKEW)))) {
            throw EntraRefusal.assertionTime(now, shown(from), shown(expiry));
        }
    }

    private static String shown(@Nullable Date date) {
        return date == null ? "none" : date.toInstant().toString();
    }

    /** SHA-1 or SHA-256; clients write them in base64 of either alphabet, padded or not. */
    private byte[] thumbprint() {
        var header = jwt.getHeader().toJSONObject();
        for (String name : List.of("x5t#S256", "x5t")) {
            if (header.get(name) instanceof String text) {
                try {
                    return Base64.getDecoder()
                            .decode(text.replace('-', '+').replace('_', '/').replaceFirst("=+$", ""));
                } catch (IllegalArgumentException e) {
                    throw EntraRefusal.malformedAssertion();
                }
            }
        }
        return new byte[0];
    }

    private static boolean named(X509Certificate certificate, byte[] thumbprint) {
        try {
            byte[] encoded = certificate.getEncoded();
            String algorithm = thumbprint.length == 20 ? "SHA-1" : "SHA-256";
            return Arrays.equals(MessageDigest.getInstance(algorithm).digest(encoded), thumbprint);
        } catch (GeneralSecurityException e) {
            throw new LocalAzureException("can't take the thumbprint of a certificate", e);
        }
    }
}
