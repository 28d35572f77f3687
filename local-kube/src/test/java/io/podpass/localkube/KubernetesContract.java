package io.podpass.localkube;

import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.Nested;

/**
 * What Podpass relies on in a Kubernetes API server. Extend it once for each server; that it has no controllers and no
 * kubelet is fine, and so is a cluster that other things live in.
 */
public abstract class KubernetesContract {
    /** A client of the server under test, with all rights; whoever extends this class closes it. */
    protected abstract KubernetesClient client();

    @Nested
    class Objects extends ObjectsContract {
        @Override
        protected KubernetesClient client() {
            return KubernetesContract.this.client();
        }
    }

    @Nested
    class Watching extends WatchContract {
        @Override
        protected KubernetesClient client() {
            return KubernetesContract.this.client();
        }
    }

    @Nested
    class CustomResources extends DefinitionsContract {
        @Override
        protected KubernetesClient client() {
            return KubernetesContract.this.client();
        }
    }

    @Nested
    class Protocol extends ProtocolContract {
        @Override
        protected KubernetesClient client() {
            return KubernetesContract.this.client();
        }
    }
}
