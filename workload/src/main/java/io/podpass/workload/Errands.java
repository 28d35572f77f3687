package io.podpass.workload;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.BinaryData;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The calls themselves, in order: a token, then the services. Nothing here differs from an ordinary application. */
final class Errands {
    /** A service that is there answers at once; one that is not would be retried for most of a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Arguments arguments;
    private final Supplier<UUID> ids;
    private final ManagedIdentityCredential credential;

    Errands(Arguments arguments, Supplier<UUID> ids) {
        this.arguments = arguments;
        this.ids = ids;
        var builder = new ManagedIdentityCredentialBuilder();
        arguments.identityClientId().ifPresent(builder::clientId);
        this.credential = builder.build();
    }

    Outcome run() {
        var token = token(arguments.audience());
        if (!token.equals(Outcome.Token.ISSUED)) {
            return new Outcome(token, Optional.empty(), Optional.empty());
        }
        var keyVault = arguments.secret().map(secret -> service(() -> read(secret)));
        var tokenForStorage = arguments.blob().map(_ -> token(Arguments.BlobPlace.AUDIENCE));
        if (tokenForStorage.isPresent() && !tokenForStorage.get().equals(Outcome.Token.ISSUED)) {
            return new Outcome(tokenForStorage.get(), keyVault, Optional.empty());
        }
        return new Outcome(token, keyVault, arguments.blob().map(place -> service(() -> writeAndRead(place))));
    }

    /** Asked apart from the services, so that a refused token is told from a refused call; the SDK keeps the token. */
    private Outcome.Token token(String audience) {
        var request = new TokenRequestContext().addScopes(audience + "/.default");
        var asked = Errand.start(() -> credential.getTokenSync(request));
        try {
            asked.await(arguments.deadline());
            return Outcome.Token.ISSUED;
        } catch (ClientAuthenticationException _) {
            return plainRequest(audience);
        } catch (TimeoutException _) {
            var plain = plainRequest(audience);
            return plain.status() == 200 ? late(asked, plain) : plain;
        }
    }

    /** A token is to be had now: the SDK is between two of its retries, or the machine is slow. */
    private static Outcome.Token late(Errand<AccessToken> asked, Outcome.Token plain) {
        try {
            asked.await(PATIENCE);
            return Outcome.Token.ISSUED;
        } catch (ClientAuthenticationException | TimeoutException _) {
            return plain;
        }
    }

    private Outcome.Token plainRequest(String audience) {
        return new PlainTokenRequest(arguments.imds()).ask(audience, arguments.identityClientId());
    }

    private static Outcome.Service service(Callable<Outcome.Service> call) {
        try {
            return Errand.start(call).await(PATIENCE);
        } catch (TimeoutException _) {
            return Outcome.Service.failed(0, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (RuntimeException e) {
            return ServiceFailures.outcome(e).orElseThrow(() -> e);
        }
    }

    private Outcome.Service read(Arguments.Secret secret) {
        var client = new SecretClientBuilder()
                .vaultUrl(secret.vault().toString())
                .credential(credential)
                .buildClient();
        var value = client.getSecret(secret.name()).getValue();
        return Outcome.Service.read(value.getBytes(StandardCharsets.UTF_8).length);
    }

    private Outcome.Service writeAndRead(Arguments.BlobPlace place) {
        var container = new BlobContainerClientBuilder()
                .endpoint(place.account().toString())
                .containerName(place.container())
                .credential(credential)
                .buildClient();
        var blob = container.getBlobClient(place.name());
        var text = "written by a pod of the demo: " + ids.get();
        blob.upload(BinaryData.fromString(text), true);
        if (!blob.downloadContent().toString().equals(text)) {
            return Outcome.Service.failed(0, "the blob does not hold what was written");
        }
        if (container.listBlobs().stream().map(BlobItem::getName).noneMatch(place.name()::equals)) {
            return Outcome.Service.failed(0, "the container does not list the blob written");
        }
        return Outcome.Service.ok();
    }
}
