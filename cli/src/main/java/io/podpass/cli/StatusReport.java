package io.podpass.cli;

import java.util.List;
import java.util.Map;

/**
 * What {@code podpass status} prints, also with {@code -o json}.
 *
 * @param leader empty when nobody leads
 * @param hosts number of identities of each, by the name of scale set or machine
 */
record StatusReport(List<Row> pods, long ready, long waiting, long refused, Map<String, Long> hosts, String leader) {
    /** As it compares with an earlier one. */
    StatusReport withoutAges() {
        return new StatusReport(pods.stream().map(row -> row.aged(0)).toList(), ready, waiting, refused, hosts, leader);
    }

    /** @param identity empty where no binding matches */
    record Row(
            String namespace,
            String pod,
            String node,
            String selector,
            String identity,
            String state,
            long ageSeconds) {
        private Row aged(long seconds) {
            return new Row(namespace, pod, node, selector, identity, state, seconds);
        }
    }
}
