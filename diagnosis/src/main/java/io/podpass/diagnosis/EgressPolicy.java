package io.podpass.diagnosis;

import io.podpass.core.ObjectKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A NetworkPolicy that says where pods of its namespace may send. */
record EgressPolicy(ObjectKey key, Map<String, String> labels, List<Requirement> requirements, List<Rule> rules) {
    EgressPolicy {
        labels = Map.copyOf(labels);
        requirements = List.copyOf(requirements);
        rules = List.copyOf(rules);
    }

    /** One of {@code matchExpressions}. */
    record Requirement(String label, String operator, Set<String> values) {
        boolean holds(Map<String, String> labels) {
            var value = Optional.ofNullable(labels.get(label));
            return switch (operator) {
                case "In" -> value.filter(values::contains).isPresent();
                case "NotIn" -> value.filter(values::contains).isEmpty();
                case "Exists" -> value.isPresent();
                case "DoesNotExist" -> value.isEmpty();
                // One that we do not know may select anything: nothing is said of it.
                default -> false;
            };
        }
    }

    /** A rule opens what it says; {@code anywhere} and {@code anyPort} stand for a part that it leaves out. */
    record Rule(boolean anywhere, List<Block> blocks, boolean anyPort, List<PortRange> ports) {
        Rule {
            blocks = List.copyOf(blocks);
            ports = List.copyOf(ports);
        }

        boolean allows(String address, int port) {
            return (anywhere || blocks.stream().anyMatch(block -> block.has(address)))
                    && (anyPort || ports.stream().anyMatch(range -> range.has(port)));
        }
    }

    record Block(String cidr, List<String> except) {
        Block {
            except = List.copyOf(except);
        }

        boolean has(String address) {
            return Cidr.has(cidr, address) && except.stream().noneMatch(part -> Cidr.has(part, address));
        }
    }

    record PortRange(int first, int last) {
        boolean has(int port) {
            return first <= port && port <= last;
        }
    }

    boolean selects(Map<String, String> podLabels) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(podLabels.get(label.getKey())))
                && requirements.stream().allMatch(requirement -> requirement.holds(podLabels));
    }

    boolean allows(String address, int port) {
        return rules.stream().anyMatch(rule -> rule.allows(address, port));
    }
}
