package io.podpass.controller;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.core.Sha256;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One config map a host. Needs no more than the old controller's role allows: get, create, update (spec aad-pod-identity
 * §6.2).
 */
final class KubeHostRecords implements HostRecords {
    private static final String HOST = "host";
    private static final String ATTACHED = "attached";

    private final KubernetesClient client;
    private final String namespace;

    KubeHostRecords(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Optional<Entry> read(Host host) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name(host))
                        .get())
                .map(KubeHostRecords::entry);
    }

    @Override
    public Entry write(Host host, Optional<Entry> before, Collection<ResourceId> attached) {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name(host))
                .withResourceVersion(before.map(Entry::version).orElse(null))
                .endMetadata()
                .addToData(HOST, host.id().value())
                .addToData(
                        ATTACHED,
                        attached.stream().map(ResourceId::value).sorted().collect(Collectors.joining("\n")))
                .build();
        var maps = client.configMaps().inNamespace(namespace).resource(map);
        return entry(before.isPresent() ? maps.update() : maps.create());
    }

    private static Entry entry(ConfigMap map) {
        var attached = new TreeSet<ResourceId>();
        if (map.getData() != null) {
            map.getData()
                    .getOrDefault(ATTACHED, "")
                    .lines()
                    .forEach(line -> ResourceId.userAssignedIdentity(line).ifPresent(attached::add));
        }
        return new Entry(map.getMetadata().getResourceVersion(), Set.copyOf(attached));
    }

    /** Ids of hosts are longer than names may be, and have other characters. */
    private static String name(Host host) {
        var digest = Sha256.create().digest(host.id().value().getBytes(UTF_8));
        return "podpass-host-" + HexFormat.of().formatHex(digest, 0, 16);
    }
}
