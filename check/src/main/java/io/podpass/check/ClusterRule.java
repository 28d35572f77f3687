package io.podpass.check;

import io.podpass.core.AttachPlan;
import io.podpass.core.FindingKind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Networks and machines that do not go with pods' identities. */
final class ClusterRule implements Rule {
    private static final Set<String> HOSTS = Set.of(
            "azurerm_linux_virtual_machine",
            "azurerm_linux_virtual_machine_scale_set",
            "azurerm_orchestrated_virtual_machine_scale_set",
            "azurerm_windows_virtual_machine",
            "azurerm_windows_virtual_machine_scale_set");
    private static final Pattern ALLOWED =
            Pattern.compile("allowNetworkPluginKubenet[^a-zA-Z]{1,12}(\\w+\\W{1,12})?true");

    @Override
    public Stream<Observation> inspect(World world) {
        var allowed = new Usage(world, new AzureFacts(world))
                .release()
                .filter(release -> ALLOWED.matcher(release.values().toString()).find())
                .isPresent();
        return Stream.concat(
                world.resources(AzureFacts.CLUSTER)
                        .filter(_ -> !allowed)
                        .filter(cluster ->
                                cluster.text("network_profile.network_plugin").equals(Optional.of("kubenet")))
                        .map(
                                cluster -> Observation.of(
                                        FindingKind.KUBENET,
                                        cluster,
                                        "network_plugin is kubenet: agents refuse to start, for a pod with NET_RAW can pose as another",
                                        "network_plugin = \"azure\", with network_plugin_mode = \"overlay\" where addresses are scarce")),
                world.resources().stream()
                        .filter(host -> HOSTS.contains(host.type()))
                        .filter(host -> host.texts("identity.identity_ids").count() > AttachPlan.MAX_PER_REQUEST)
                        .map(host -> Observation.of(
                                FindingKind.HOST_IDENTITY_LIMIT,
                                host,
                                "identity_ids has "
                                        + host.texts("identity.identity_ids").count() + " identities, and Azure takes "
                                        + AttachPlan.MAX_PER_REQUEST + " in one request",
                                "leave those of pods to Podpass, which attaches them as pods need them")));
    }
}
