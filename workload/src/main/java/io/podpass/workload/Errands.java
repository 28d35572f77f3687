package io.podpass.workload;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.util.BinaryData;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The calls themselves, in order: a token, then the services. Nothing here differs from an ordinary application. */
final class Errands {
    private final Arguments arguments;
    private final Supplier<UUID> ids;
    private final Deadline deadline;
    private final ManagedIdentityCredential credential;

    Errands(Arguments arguments, Supplier<UUID> ids, LongSupplier nanos) {
        this.arguments = arguments;
        this.ids = ids;
        this.deadline = new Deadline(arguments.deadline(), nanos);
        var builder = new ManagedIdentityCredentialBuilder();
        arguments.identityClientId().ifPresent(builder::clientId);
        this.credential = builder.build();
    }

    Outcome run() {
        if (!hasToken(arguments.audience())) {
            return new Outcome(plainRequest(arguments.audience()), Optional.empty(), Optional.empty());
        }
        var keyVault = arguments.secret().map(secret -> service(() -> read(secret)));
        if (arguments.blob().isPresent() && !hasToken(Arguments.BlobPlace.AUDIENCE)) {
            return new Outcome(plainRequest(Arguments.BlobPlace.AUDIENCE), keyVault, Optional.empty());
        }
        return new Outcome(
                Outcome.Token.ISSUED, keyVault, arguments.blob().map(place -> service(() -> writeAndRead(place))));
    }

    /** Asked apart from the services, so that a refused token is told from a refused call; the SDK keeps the token. */
    private boolean hasToken(String audience) {
        try {
            deadline.within(() -> credential.getTokenSync(new TokenRequestContext().addScopes(audience + "/.default")));
            return true;
        } catch (ClientAuthenticationException | TimeoutException _) {
            return false;
        }
    }

    private Outcome.Token plainRequest(String audience) {
        return new PlainTokenRequest(arguments.imds()).ask(audience, arguments.identityClientId());
    }

    private Outcome.Service service(Callable<Outcome.Service> call) {
        try {
            return deadline.within(call);
        } catch (TimeoutException _) {
            return Outcome.Service.failed(
                    0, "no answer within " + arguments.deadline().toSeconds() + " s");
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
