package io.podpass.e2e;

import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.nimbusds.jwt.SignedJWT;

/** Asks for a token and prints whose it is: [clientId|resourceId|objectId ID]. */
final class JavaSdkProgram {
    private JavaSdkProgram() {}

    public static void main(String[] args) throws Exception {
        var credential = new ManagedIdentityCredentialBuilder();
        if (args.length == 2) {
            switch (args[0]) {
                case "clientId" -> credential.clientId(args[1]);
                case "resourceId" -> credential.resourceId(args[1]);
                case "objectId" -> credential.objectId(args[1]);
                default -> throw new IllegalArgumentException("there is no id called " + args[0]);
            }
        }
        var token = credential
                .build()
                .getTokenSync(new TokenRequestContext().addScopes("https://vault.azure.net/.default"));
        var claims = SignedJWT.parse(token.getToken()).getJWTClaimsSet();
        System.out.printf(
                "{\"appid\": \"%s\", \"aud\": \"%s\"}%n",
                claims.getStringClaim("appid"), claims.getAudience().getFirst());
    }
}
