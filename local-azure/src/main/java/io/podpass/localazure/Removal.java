package io.podpass.localazure;

import java.util.function.Consumer;

/** Takes resources away with all that goes with them. */
final class Removal {
    private final Resources resources;
    private final Directory directory;
    private final AccessControl access;
    private final Consumer<ResourceId> data;

    /** @param data told of every resource removed, to drop what services keep for it */
    Removal(Resources resources, Directory directory, AccessControl access, Consumer<ResourceId> data) {
        this.resources = resources;
        this.directory = directory;
        this.access = access;
        this.data = data;
    }

    /**
     * The resource and everything below it, their own principals, and the assignments <em>on</em> them. Assignments
     * <em>to</em> a removed principal stay and dangle, as in Azure (spec azure-platform §3.6).
     */
    void removeTree(ResourceId root) {
        for (Resource resource : resources.under(root)) {
            resources.remove(resource.id());
            data.accept(resource.id());
            resource.identity().systemPrincipal().ifPresent(directory::remove);
            if (resource.type().equals(UserAssignedIdentities.NAME)) {
                directory.remove(resource.property("principalId"));
            }
        }
        access.removeUnder(root);
    }
}
