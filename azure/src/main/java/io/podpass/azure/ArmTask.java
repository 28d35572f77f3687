package io.podpass.azure;

import io.podpass.core.Host;
import io.podpass.core.ResourceId;
import io.podpass.core.Scope;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a call is for, so that every failure of it can say so, and until when it may take.
 *
 * @param path of the URL, in the form of {@link ResourceId} or {@link Scope}
 * @param filter value of {@code $filter}; empty for none
 */
record ArmTask(String verb, String object, String path, String filter, String apiVersion, Instant deadline) {
    /** Spec azure-platform §3.6, §3.7. */
    private static final String ROLES_API_VERSION = "2022-04-01";

    private static final String ROLE_ASSIGNMENTS = "/providers/microsoft.authorization/roleassignments";

    static ArmTask read(Host host, Instant deadline) {
        return of("read", identitiesOf(host), host.id(), ArmHosts.API_VERSION, deadline);
    }

    static ArmTask change(Host host, Instant deadline) {
        return of("change", identitiesOf(host), host.id(), ArmHosts.API_VERSION, deadline);
    }

    static ArmTask find(ResourceId identity, Instant deadline) {
        return of("find", "identity", identity, ArmHosts.IDENTITY_API_VERSION, deadline);
    }

    static ArmTask readCluster(ResourceId cluster, Instant deadline) {
        return of("read", "cluster", cluster, ArmClusters.API_VERSION, deadline);
    }

    static ArmTask listIdentities(Scope group, Instant deadline) {
        var path = group + "/providers/microsoft.managedidentity/userassignedidentities";
        return new ArmTask("read", "the identities of", path, "", ArmHosts.IDENTITY_API_VERSION, deadline);
    }

    static ArmTask listRoles(Scope scope, String filter, Instant deadline) {
        return new ArmTask("read", "the roles on", below(scope, ROLE_ASSIGNMENTS), filter, ROLES_API_VERSION, deadline);
    }

    static ArmTask readRole(String definition, Instant deadline) {
        return new ArmTask("read", "role definition", definition, "", ROLES_API_VERSION, deadline);
    }

    static ArmTask assignRole(Scope scope, String name, Instant deadline) {
        return new ArmTask(
                "assign", "a role on", below(scope, ROLE_ASSIGNMENTS + "/" + name), "", ROLES_API_VERSION, deadline);
    }

    private static ArmTask of(String verb, String object, ResourceId id, String apiVersion, Instant deadline) {
        return new ArmTask(verb, object, id.value(), "", apiVersion, deadline);
    }

    private static String below(Scope scope, String path) {
        return scope.value().equals("/") ? path : scope + path;
    }

    private static String identitiesOf(Host host) {
        return "the identities of " + (host.kind() == Host.Kind.SCALE_SET ? "scale set" : "VM");
    }

    /** Beginning of every message, such as {@code cannot change the identities of scale set /subscriptions/…}. */
    String failed() {
        var end = path.indexOf(ROLE_ASSIGNMENTS);
        return "cannot " + verb + " " + object + " " + (end < 0 ? path : path.substring(0, end));
    }

    URI uri(URI arm) {
        var more = filter.isEmpty() ? "" : "&$filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return arm.resolve(path + "?api-version=" + apiVersion + more);
    }
}
