package io.podpass.e2e;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency table of the design, edge by edge. A new edge is a decision: change the table and say why. */
final class DependencyTableTest {
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("core", Set.of()),
            entry("kube", Set.of("core")),
            entry("azure", Set.of("core")),
            entry("http", Set.of("kube")),
            entry("controller", Set.of("core", "kube", "azure", "http")),
            entry("agent", Set.of("core", "kube", "azure", "http")),
            entry("localkube", Set.of()),
            entry("localazure", Set.of()),
            entry("workload", Set.of()),
            entry("check", Set.of("core", "kube")),
            entry("diagnosis", Set.of("core", "kube", "azure", "controller")),
            entry(
                    "cli",
                    Set.of(
                            "core",
                            "kube",
                            "azure",
                            "http",
                            "controller",
                            "agent",
                            "check",
                            "diagnosis",
                            "localkube",
                            "localazure")),
            entry(
                    "bench",
                    Set.of("core", "kube", "azure", "http", "controller", "agent", "localkube", "localazure", "cli")));

    /** What decides may not know of threads, files, sockets or clients; what it needs is handed in. */
    private static final Set<String> CORE_MAY_USE =
            Set.of("java.lang", "java.util", "java.nio.charset", "java.security");

    static Set<String> modules() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void usesNoModuleThatTheTableDoesNotAllow(String module) {
        assertThat(used(module, "io.podpass."))
                .as("modules of ours used by %s", module)
                .isSubsetOf(MAY_USE.get(module).stream()
                        .map(name -> "io.podpass." + name)
                        .collect(Collectors.toSet()));
    }

    @Test
    void coreDoesNoInputAndOutput() {
        var used = used("core", "").stream()
                .filter(name -> CORE_MAY_USE.stream()
                        .noneMatch(allowed -> name.equals(allowed)
                                || name.equals(allowed + ".function")
                                || name.equals(allowed + ".stream")
                                || name.equals(allowed + ".regex")
                                || name.equals(allowed + ".runtime")
                                || name.equals(allowed + ".invoke")))
                .toList();
        assertThat(used).as("packages used by core").containsOnly("org.jspecify.annotations");
    }

    private static Set<String> used(String module, String prefix) {
        var own = "io.podpass." + module;
        var classes = new ClassFileImporter().importPath(classesOf(module));
        assertThat(classes).as("classes of %s", module).isNotEmpty();
        return classes.stream()
                .peek(type ->
                        assertThat(type.getPackageName()).as("one flat package").isEqualTo(own))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(target -> !target.isPrimitive())
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(prefix) && !name.equals(own))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Path classesOf(String module) {
        var folder = Path.of("..", module.replaceFirst("^local", "local-"), "target", "classes");
        assertThat(Files.isDirectory(folder)).as("%s is built", folder).isTrue();
        return folder;
    }
}
