package io.podpass.agent;

import io.podpass.core.Pod;

/** The pod that a request is to be answered for. Both throw {@link RefusedException}. */
interface Caller {
    /** May wait for a pod that is not known yet. */
    Pod find() throws InterruptedException;

    /** The pod as it is now; what was found may have gone meanwhile, or become another. */
    Pod still(Pod found);
}
