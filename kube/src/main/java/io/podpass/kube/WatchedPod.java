package io.podpass.kube;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod, as far as Podpass reads it. The client's own class knows every field that a pod can have, which costs an agent
 * a quarter of its start and of its memory, for fields that nobody looks at. For reading only: written back, a pod would
 * lose the rest.
 */
@Version("v1")
@Group("")
@Kind("Pod")
@Plural("pods")
@JsonDeserialize // not by kind, which would lead back here
@JsonIgnoreProperties(ignoreUnknown = true)
public final class WatchedPod implements HasMetadata, Namespaced {
    private ObjectMeta metadata = new ObjectMeta();
    private @Nullable PodSpec spec;
    private @Nullable PodStatus status;

    @Override
    public ObjectMeta getMetadata() {
        return metadata;
    }

    @Override
    public void setMetadata(ObjectMeta metadata) {
        this.metadata = metadata;
    }

    @Override
    public String getApiVersion() {
        return "v1";
    }

    /** It is said by the class. */
    @Override
    public void setApiVersion(String version) {}

    public @Nullable PodSpec getSpec() {
        return spec;
    }

    public void setSpec(@Nullable PodSpec spec) {
        this.spec = spec;
    }

    public @Nullable PodStatus getStatus() {
        return status;
    }

    public void setStatus(@Nullable PodStatus status) {
        this.status = status;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PodSpec(
            @Nullable String nodeName,
            @Nullable Boolean hostNetwork,
            @Nullable String serviceAccountName) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PodStatus(
            @Nullable String phase,
            @Nullable String podIP,
            @Nullable List<PodIP> podIPs) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record PodIP(@Nullable String ip) {}
}
