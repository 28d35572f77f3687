package io.podpass.azure;

import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.util.Map;

/**
 * Reads and changes the identities of hosts. Safe for use by many threads; two patches of one host at the same time are
 * the caller's mistake, since ARM refuses the second.
 */
public interface HostIdentityClient {
    /** Asks ARM. Throws {@link ArmException}; a host that is being deleted counts as gone (status 404). */
    HostIdentities get(Host host);

    /**
     * Asks ARM whether there is such an identity. False only when ARM says that there is none; throws {@link ArmException}
     * when ARM can't or won't say.
     */
    boolean exists(ResourceId identity);

    /**
     * Object ids (principal ids) of the host's user-assigned identities as ARM told in the last {@link #get} or
     * {@link #patch}; asks nothing. Identities that ARM gave no object id for are left out.
     */
    Map<ResourceId, String> principalIds(Host host);

    /**
     * Returns when the long-running operation has succeeded. Throws {@link ArmException} when it failed, was refused or
     * did not end in time; then nothing or everything of the patch may have been applied: look again with
     * {@link #get}.
     */
    void patch(Host host, IdentityPatch patch);
}
