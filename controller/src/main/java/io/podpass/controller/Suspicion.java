package io.podpass.controller;

import io.podpass.azure.ArmException;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the identity for which Azure refuses a request without naming it, by halves, over as many turns as the host's budget
 * takes. A host that refuses two single identities in a row, having taken nothing between, is itself the problem. For one
 * thread at a time.
 */
final class Suspicion {
    private static final int HOST_IS_TO_BLAME = 2;

    /** Each was refused together with others; no identity is in two of them. */
    private final List<Set<ResourceId>> groups = new ArrayList<>();

    private int refusedInARow;
    private boolean takesNoEmptyMap;

    /** The same changes, those under suspicion apart and last. */
    List<IdentityPatch> split(List<IdentityPatch> patches, Set<ResourceId> present) {
        var split = new ArrayList<IdentityPatch>();
        var apart = new ArrayList<IdentityPatch>();
        for (var patch : patches) {
            if (takesNoEmptyMap && removesEverything(patch, present)) {
                return List.of(patch.typeAlone());
            }
            var rest = named(patch);
            for (var group : groups) {
                var part = named(patch);
                part.retainAll(group);
                rest.removeAll(group);
                add(apart, patch, part);
            }
            add(split, patch, rest);
        }
        split.addAll(apart);
        return split;
    }

    boolean suspects(IdentityPatch patch) {
        var named = named(patch);
        return groups.stream().flatMap(Set::stream).anyMatch(named::contains);
    }

    void taken(IdentityPatch patch) {
        refusedInARow = 0;
        forget(named(patch));
    }

    /** Whether what Azure did not do, although it said so, has now to be asked for in another way. */
    boolean ignored(IdentityPatch patch, Set<ResourceId> present) {
        var other = !takesNoEmptyMap && removesEverything(patch, present);
        takesNoEmptyMap |= other;
        return other;
    }

    /** Returns those that are found guilty, and throws {@code e} when it is not about what the patch asks for. */
    Set<ResourceId> refused(ArmException e, IdentityPatch patch, Set<ResourceId> present) {
        if (!aboutTheRequest(e)) {
            throw e;
        }
        if (!takesNoEmptyMap && removesEverything(patch, present)) {
            takesNoEmptyMap = true;
            return Set.of();
        }
        var all = named(patch);
        forget(all);
        if (all.size() > 1) {
            var middle = all.stream().skip(all.size() / 2).findFirst().orElseThrow();
            groups.add(Set.copyOf(all.headSet(middle)));
            groups.add(Set.copyOf(all.tailSet(middle)));
            return Set.of();
        }
        refusedInARow++;
        if (refusedInARow >= HOST_IS_TO_BLAME) {
            refusedInARow = 0;
            throw e;
        }
        return all;
    }

    private void forget(Set<ResourceId> ids) {
        groups.replaceAll(group -> {
            var left = new TreeSet<>(group);
            left.removeAll(ids);
            return Set.copyOf(left);
        });
        groups.removeIf(Set::isEmpty);
    }

    private static boolean removesEverything(IdentityPatch patch, Set<ResourceId> present) {
        return patch.attach().isEmpty() && patch.detach().containsAll(present);
    }

    private static NavigableSet<ResourceId> named(IdentityPatch patch) {
        var all = new TreeSet<>(patch.attach());
        all.addAll(patch.detach());
        return all;
    }

    private static void add(List<IdentityPatch> parts, IdentityPatch patch, Set<ResourceId> ids) {
        if (!ids.isEmpty()) {
            var attach = new TreeSet<>(patch.attach());
            attach.retainAll(ids);
            var detach = new TreeSet<>(patch.detach());
            detach.retainAll(ids);
            parts.add(new IdentityPatch(patch.systemAssigned(), patch.userAssignedAfter(), attach, detach));
        }
    }

    /** Not about who we are, how often we ask, or the host. */
    static boolean aboutTheRequest(ArmException e) {
        return switch (e.status()) {
            case HttpURLConnection.HTTP_BAD_REQUEST -> true;
            // An operation that failed after it had been accepted.
            case HttpURLConnection.HTTP_OK -> true;
            case HttpURLConnection.HTTP_FORBIDDEN -> e.code().equals("LinkedAuthorizationFailed");
            default -> false;
        };
    }
}
