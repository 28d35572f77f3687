package io.podpass.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.azure.ArmClusters;
import io.podpass.azure.ArmHosts;
import io.podpass.azure.ArmLimits;
import io.podpass.azure.ArmRoles;
import io.podpass.azure.Pause;
import io.podpass.cli.AzureOptions.Access;
import io.podpass.core.BuiltInRole;
import io.podpass.core.ObjectKey;
import io.podpass.core.RequestedIdentity;
import io.podpass.core.Scope;
import io.podpass.diagnosis.Chain;
import io.podpass.diagnosis.ChainText;
import io.podpass.diagnosis.Why;
import io.podpass.diagnosis.WhyAzure;
import io.podpass.diagnosis.WhyQuestion;
import io.podpass.diagnosis.WhyQuestion.Probe;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Tells why a pod gets a token or gets none: link by link from the pod to Azure, up to the first one"
                        + " that does not hold, and what mends it.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing that was looked at keeps the pod from its token",
            "1:a link is broken or waits",
            "2:there is no such pod, or it can't be read"
        })
final class WhyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "POD", description = "Name of the pod, also as pod/NAME.")
    private String pod = "";

    @Mixin
    private final PersonOptions person = new PersonOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Default: that of the kubeconfig's context.")
    private Optional<String> namespace = Optional.empty();

    @Option(names = "--client-id", paramLabel = "ID", description = "The identity that the pod's requests name.")
    private Optional<String> clientId = Optional.empty();

    @Option(names = "--resource-id", paramLabel = "ID", description = "The same, by its id at Azure.")
    private Optional<String> resourceId = Optional.empty();

    @Option(
            names = "--resource",
            paramLabel = "AUDIENCE",
            defaultValue = "https://management.azure.com/",
            description = "What the token is for. Default: ${DEFAULT-VALUE}")
    private String audience = "";

    @Mixin
    private final AzureOptions azure = new AzureOptions();

    @Option(
            names = "--azure",
            description =
                    "Compare with what Azure has: the identity, and what is attached to the pod's host. Implied by"
                            + " --scope.")
    private boolean lookAtAzure;

    @Option(
            names = "--scope",
            paramLabel = "ID",
            description = "Id at Azure of what the pod wants to reach, such as a vault: look for its role there.")
    private Optional<String> scope = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "NAME",
            description =
                    "The role that is needed there. Default: to read secrets of a vault, blobs of a storage account,"
                            + " images of a registry.")
    private Optional<String> role = Optional.empty();

    @Option(
            names = "--probe",
            description = "Let the agent of the pod's node fetch a token as it would for the pod. The agent keeps it.")
    private boolean probe;

    @Option(
            names = "--agent-address",
            paramLabel = "URL",
            description =
                    "Where that agent is asked, such as http://127.0.0.1:2579 on the node itself. Default: by a port"
                            + " forwarded to the agent's pod.")
    private Optional<URI> agent = Optional.empty();

    @Option(
            names = "--forceNamespaced",
            description =
                    "Judge as a controller does that has this flag. Also on with FORCENAMESPACED=true, or when the"
                            + " agent of the pod's node has it.")
    private boolean forceNamespaced;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var clock = Clock.systemUTC();
        var arm = lookAtAzure || scope.isPresent() ? Optional.of(azure.access(clock)) : Optional.<Access>empty();
        Chain chain;
        try (var client = person.client("why")) {
            var key = new ObjectKey(namespace.orElseGet(() -> PersonOptions.namespace(client)), name());
            chain = new Why(client, arm.map(access -> looking(access, clock))).ask(question(key), clock.instant());
        } finally {
            arm.ifPresent(Access::close);
        }
        var out = spec.commandLine().getOut();
        out.print(person.json() ? json(chain) + "\n" : ChainText.of(chain));
        out.flush();
        return chain.broken().isPresent() ? ExitCode.FAILED : ExitCode.OK;
    }

    private static WhyAzure looking(Access access, Clock clock) {
        return new WhyAzure(
                new ArmClusters(access.arm(), access.http(), access.tokens(), clock, Pause.real(), ArmLimits.DEFAULTS),
                new ArmHosts(access.arm(), access.http(), access.tokens(), clock, Pause.real(), ArmLimits.DEFAULTS),
                new ArmRoles(access.arm(), access.http(), access.tokens(), clock, Pause.real(), ArmLimits.DEFAULTS));
    }

    private static Scope scope(String text) {
        try {
            return new Scope(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--scope: " + e.getMessage(), e);
        }
    }

    private static BuiltInRole role(String name) {
        return BuiltInRole.ofName(name)
                .orElseThrow(() -> new UsageException(
                        "--role: " + name + " is none of the roles known here: " + BuiltInRole.names()));
    }

    private static ObjectNode json(Chain chain) {
        var json = new ObjectNode(JsonNodeFactory.instance);
        json.put("namespace", chain.pod().namespace()).put("pod", chain.pod().name());
        json.put("holds", chain.broken().isEmpty());
        var links = json.putArray("links");
        chain.links()
                .forEach(link -> links.addObject()
                        .put("step", lower(link.step()))
                        .put("state", lower(link.state()))
                        .put("observed", link.observed())
                        .put("remedy", link.remedy().orElse("")));
        return json;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private String name() {
        return pod.startsWith("pod/") ? pod.substring("pod/".length()) : pod;
    }

    private Probe probe() {
        if (!probe) {
            return new Probe.None();
        }
        return agent.<Probe>map(Probe.At::new).orElseGet(Probe.Forwarded::new);
    }

    private WhyQuestion question(ObjectKey key) {
        return new WhyQuestion(
                key,
                new RequestedIdentity(clientId, resourceId, Optional.empty()),
                audience,
                scope.map(WhyCommand::scope),
                role.map(WhyCommand::role),
                ClusterOptions.namespaced(forceNamespaced, System.getenv("FORCENAMESPACED")),
                probe());
    }
}
