package io.podpass.localazure;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.util.BinaryData;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * An unmodified program of a user, run in a JVM of its own: finds its credential by the environment, Azure by name, and
 * trusts what the JVM's trust store trusts. Prints one line a step: its name, then the outcome.
 */
final class SdkProgram {
    private SdkProgram() {}

    public static void main(String[] args) {
        String vaultUrl = args[0];
        String blobUrl = args[1];
        var credential =
                new ManagedIdentityCredentialBuilder().clientId(args[2]).build();
        var secrets = new SecretClientBuilder()
                .vaultUrl(vaultUrl)
                .credential(credential)
                .buildClient();
        var blobs = new BlobServiceClientBuilder()
                .endpoint(blobUrl)
                .credential(credential)
                .buildClient();
        var container = blobs.getBlobContainerClient("orders");

        step("get-secret", () -> secrets.getSecret("password").getValue());
        step("get-missing-secret", () -> secrets.getSecret("nothing").getValue());
        step(
                "set-secret",
                () -> secrets.setSecret("fresh", "new")
                        .getProperties()
                        .getVersion()
                        .length());
        step(
                "list-secrets",
                () -> secrets.listPropertiesOfSecrets().stream()
                        .map(p -> p.getName())
                        .toList());
        step("delete-secret", () -> {
            secrets.beginDeleteSecret("fresh").waitForCompletion();
            secrets.purgeDeletedSecret("fresh");
            return "gone";
        });
        step("create-container", () -> {
            container.create();
            return container.exists();
        });
        var blob = container.getBlobClient("a/hello world.txt");
        step("upload", () -> {
            blob.upload(BinaryData.fromString("hello"), true);
            return blob.getProperties().getBlobSize();
        });
        step("upload-again", () -> {
            blob.upload(BinaryData.fromString("other"));
            return "overwritten";
        });
        step("download", () -> blob.downloadContent().toString());
        step("upload-blocks", () -> {
            byte[] data = new byte[3 * 1024 * 1024];
            data[data.length - 1] = 7;
            var block = container.getBlobClient("big").getBlockBlobClient();
            try (var out = block.getBlobOutputStream(true)) {
                out.write(data, 0, 1024);
                out.flush();
                out.write(data, 1024, data.length - 1024);
            }
            var back = new ByteArrayOutputStream();
            block.downloadStream(back);
            return back.size() + " " + back.toByteArray()[data.length - 1];
        });
        step("stage-blocks", () -> {
            var block = container.getBlobClient("staged").getBlockBlobClient();
            block.stageBlock("YQ==", new ByteArrayInputStream("one".getBytes(StandardCharsets.UTF_8)), 3);
            block.stageBlock("Yg==", new ByteArrayInputStream("two".getBytes(StandardCharsets.UTF_8)), 3);
            block.commitBlockList(List.of("Yg==", "YQ=="), true);
            return block.downloadContent().toString();
        });
        step(
                "list-blobs",
                () -> container.listBlobs().stream().map(b -> b.getName()).toList());
        step(
                "list-folders",
                () -> container.listBlobsByHierarchy("/", new ListBlobsOptions(), null).stream()
                        .map(b -> b.getName())
                        .toList());
        step(
                "list-containers",
                () -> blobs.listBlobContainers().stream().map(c -> c.getName()).toList());
        step("delete-blob", () -> blob.deleteIfExists() + " " + blob.exists());
    }

    private static void step(String name, Callable<Object> work) {
        String outcome;
        try {
            outcome = "ok " + work.call();
        } catch (BlobStorageException e) {
            outcome = "refused " + e.getStatusCode() + " " + e.getErrorCode();
        } catch (HttpResponseException e) {
            outcome =
                    "refused " + (e.getResponse() == null ? e : e.getResponse().getStatusCode());
        } catch (Exception e) {
            outcome = "failed " + e.toString().replace('\n', ' ');
        }
        System.out.println(String.format(Locale.ROOT, "STEP %s %s", name, outcome));
    }
}
