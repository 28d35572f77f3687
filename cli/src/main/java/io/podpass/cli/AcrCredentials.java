package io.podpass.cli;

import io.podpass.azure.AcrClient;
import io.podpass.azure.CloudTokens;
import io.podpass.azure.Token;
import io.podpass.azure.TokenException;
import io.podpass.azure.UnverifiedClaims;
import io.podpass.core.BuiltInRole;
import io.podpass.core.ImageReference;
import io.podpass.core.Redaction;
import io.podpass.core.RegistryRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Credentials with which the node pulls an image of an Azure container registry. */
final class AcrCredentials {
    /** Kubelet ends a provider after a minute, and then nobody learns why. */
    static final Duration LIMIT = Duration.ofSeconds(50);

    /** A role that is taken away has its effect when what kubelet keeps has run out, at the latest. */
    static final Duration LONGEST_CACHED = Duration.ofHours(1);

    /** A credential that kubelet takes from its cache must live as long as the pull that it begins. */
    private static final Duration LONGEST_PULL = Duration.ofMinutes(15);

    private final RegistryRules rules;
    private final String tenant;
    private final CloudTokens tokens;
    private final AcrClient registries;
    private final Clock clock;
    private final boolean verify;

    /** @param verify whether to ask the registry for the right to pull, to tell at once what is missing */
    AcrCredentials(
            RegistryRules rules, String tenant, CloudTokens tokens, AcrClient registries, Clock clock, boolean verify) {
        this.rules = rules;
        this.tenant = tenant;
        this.tokens = tokens;
        this.registries = registries;
        this.clock = clock;
        this.verify = verify;
    }

    /**
     * No credential for an image of a registry that may not have the node's token. Throws {@link TokenException} when
     * there should be one and is none.
     */
    CredentialProviderResponse answer(CredentialProviderRequest request) {
        var image = ImageReference.parse(request.image())
                .filter(parsed -> rules.mayHaveToken(parsed.registry()))
                .orElse(null);
        if (image == null) {
            return CredentialProviderResponse.none(LONGEST_CACHED);
        }
        var deadline = clock.instant().plus(LIMIT);
        var entra = tokens.token(AcrClient.AUDIENCE, deadline);
        var refreshToken = registries.exchange(image.registry(), tenant, entra, deadline);
        if (verify && !registries.mayPull(image.registry(), image.repository(), refreshToken, deadline)) {
            throw TokenException.refused(mayNotPull(image, UnverifiedClaims.of(entra.value())));
        }
        return CredentialProviderResponse.of(image.spelledRegistry(), refreshToken, cached(refreshToken));
    }

    private Duration cached(Token refreshToken) {
        Instant now = clock.instant();
        var left = Duration.between(now, refreshToken.expiresOn()).minus(LONGEST_PULL);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(LONGEST_CACHED) < 0 ? left : LONGEST_CACHED;
    }

    private static String mayNotPull(ImageReference image, UnverifiedClaims claims) {
        var host = image.registry().value().substring("https://".length()).replaceFirst("[:/].*", "");
        var objectId = claims.text("oid").orElse("<object id of the node's identity>");
        var clientId = claims.text("appid").map(Redaction::of).orElse("unknown");
        return "may not pull " + image.repository() + " from " + host + ": the node's identity with object id "
                + objectId
                + " lacks the role " + BuiltInRole.ACR_PULL.roleName()
                + " on this registry; grant it: az role assignment"
                + " create --assignee-object-id " + objectId + " --assignee-principal-type ServicePrincipal --role "
                + BuiltInRole.ACR_PULL.roleName() + " --scope \"$(az acr show --name "
                + host.replaceFirst("\\..*", "") + " --query id --output tsv)\" (an assignment to the client id "
                + clientId + " counts for nothing; a new one may take 10 minutes)";
    }
}
