package io.podpass.kube;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The four definitions as they are installed into a cluster: resources of this module, generated from its classes. */
public final class CustomResourceDefinitions {
    /** API group of all kinds (spec aad-pod-identity §1.1). */
    public static final String GROUP = "aadpodidentity.k8s.io";

    public static final String VERSION = "v1";

    /** Plural names, in the order in which {@link #all()} gives the definitions. */
    public static final List<String> PLURALS = List.of(
            "azureassignedidentities", "azureidentities", "azureidentitybindings", "azurepodidentityexceptions");

    private CustomResourceDefinitions() {}

    /** Fresh objects at every call. */
    public static List<CustomResourceDefinition> all() {
        var serialization = new KubernetesSerialization();
        return PLURALS.stream()
                .map(plural -> serialization.unmarshal(yaml(plural), CustomResourceDefinition.class))
                .toList();
    }

    /** One definition's text, with its file name {@code <plural>.yaml}. */
    public static String yaml(String plural) {
        var name = "crds/" + plural + ".yaml";
        try (var in = CustomResourceDefinitions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no definition of " + plural + ": the kinds are " + PLURALS);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " from the module's own jar", e);
        }
    }
}
