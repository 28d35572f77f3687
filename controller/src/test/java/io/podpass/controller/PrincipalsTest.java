package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.kube.AzureAssignedIdentity;
import io.podpass.kube.AzureIdentity;
import io.podpass.kube.AzureIdentitySpec;
import io.podpass.kube.SecretReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Service principals need nothing of a host. */
final class PrincipalsTest {
    private World world;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        world = new World(folder);
        // Azure has no such scale set: asking for it would fail.
        world.node("pool", 0);
        world.pod("shop", "web-0", "pool-0", "kv");
        world.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isAssignedWithoutACallToAzure(int type) throws Exception {
        world.principal("shop", "sp", type, "login");
        world.binding("shop", "sp-b", "sp", "kv");

        world.awaitAssigned("web-0-shop-sp");

        assertThat(world.azure.gets()).isZero();
        assertThat(world.azure.applied()).isEmpty();
        assertThat(world.awaitEvent("binding applied", "sp-b").getType()).isEqualTo("Normal");
    }

    @Test
    void everyFieldOfTheLoginIsWrittenAnewWhenItChanges() throws Exception {
        world.principal("shop", "sp", 1, "login");
        world.binding("shop", "sp-b", "sp", "kv");
        world.awaitAssigned("web-0-shop-sp");

        becomes(spec -> spec(spec, "tenant-two", null, null, spec.clientPassword()));
        becomes(spec -> spec(spec, "tenant-two", List.of("tenant-three"), null, spec.clientPassword()));
        becomes(spec -> spec(spec, "tenant-two", null, "https://login.microsoftonline.us/", spec.clientPassword()));
        becomes(spec -> spec(spec, "tenant-two", null, null, new SecretReference("other", "shop")));
    }

    private void becomes(UnaryOperator<AzureIdentitySpec> change) throws Exception {
        var wanted = world.client
                .resources(AzureIdentity.class)
                .inNamespace("shop")
                .withName("sp")
                .edit(identity -> {
                    identity.setSpec(change.apply(identity.getSpec()));
                    return identity;
                })
                .getSpec();
        world.awaitAssignments(all -> all.stream().anyMatch(assigned -> follows(assigned, wanted)));
    }

    private static boolean follows(AzureAssignedIdentity assigned, AzureIdentitySpec wanted) {
        return "Assigned".equals(assigned.getStatus().status())
                && wanted.equals(assigned.getSpec().azureIdentityRef().getSpec());
    }

    private static AzureIdentitySpec spec(
            AzureIdentitySpec from, String tenant, List<String> auxiliary, String endpoint, SecretReference secret) {
        return new AzureIdentitySpec(
                from.type(),
                from.resourceID(),
                from.clientID(),
                secret,
                tenant,
                auxiliary,
                endpoint,
                from.adResourceID(),
                from.replicas());
    }
}
