package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.RegistryRepository.Manifest;
import java.util.Arrays;
import java.util.List;

/** {@code /v2/NAME/manifests/REFERENCE}. */
final class RegistryManifests {
    private RegistryManifests() {}

    static Reply get(HttpCall call, RegistryRepository repository, String reference) {
        Manifest manifest = repository
                .manifest(reference)
                .orElseThrow(() -> unknown("manifest tagged by \"" + reference + "\" is not found"));
        if (!accepts(call, manifest.mediaType())) {
            throw unknown("the manifest is of type " + manifest.mediaType() + ", which the Accept header excludes");
        }
        return Reply.of(200, manifest.mediaType(), manifest.content())
                .with("Docker-Content-Digest", manifest.content().sha256())
                .with("ETag", '"' + manifest.content().sha256() + '"');
    }

    static Reply put(HttpCall call, RegistryRepository repository, String name, String reference) {
        String digest = call.content().sha256();
        if (reference.startsWith("sha256:") && !reference.equals(digest)) {
            throw new RegistryException(
                    400, "DIGEST_INVALID", "provided digest did not match uploaded content: it is " + digest);
        }
        ObjectNode json = Json.parseObject(call.content().text())
                .orElseThrow(() -> new RegistryException(400, "MANIFEST_INVALID", "manifest invalid: it is no JSON"));
        List<String> missing = repository.missing(json);
        if (!missing.isEmpty()) {
            throw new RegistryException(
                    404, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry: " + String.join(", ", missing));
        }
        String type = call.header("content-type")
                .orElseGet(() -> json.path("mediaType").asText(""));
        if (type.isEmpty()) {
            throw new RegistryException(400, "MANIFEST_INVALID", "manifest invalid: it has no Content-Type");
        }
        repository.put(reference, new Manifest(type, call.content()));
        return Reply.of(201)
                .with("Location", "/v2/" + name + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest);
    }

    private static boolean accepts(HttpCall call, String mediaType) {
        String accept = call.header("accept").orElse("");
        return accept.isBlank()
                || Arrays.stream(accept.split(","))
                        .map(one -> one.split(";", 2)[0].strip())
                        .anyMatch(one -> one.equals(mediaType) || one.equals("*/*") || one.equals("application/*"));
    }

    private static RegistryException unknown(String message) {
        return new RegistryException(404, "MANIFEST_UNKNOWN", message);
    }
}
