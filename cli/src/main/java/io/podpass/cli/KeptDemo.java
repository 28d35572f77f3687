package io.podpass.cli;

import io.podpass.localazure.LocalAzure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Tells people how to look at a demo that was left running. */
final class KeptDemo {
    private KeptDemo() {}

    static void describe(Demo.Result result, Path folder, PrintWriter out) throws IOException {
        var binding = new Scenario.BindingObject(
                Scenario.NAMESPACE,
                Scenario.SPARE_POD,
                ReferenceSetup.STORAGE_IDENTITIES.getFirst(),
                Scenario.SPARE_POD);
        var manifest = Files.writeString(folder.resolve("binding.yaml"), ClusterSetup.manifest(binding));
        var spare = result.network().pod(0, result.sparePod());
        var prefix = spare.commandPrefix().isEmpty() ? "" : String.join(" ", spare.commandPrefix()) + " ";
        out.println();
        out.println("Everything is still running; Ctrl-C ends it. In another terminal:");
        out.println();
        out.println("  export KUBECONFIG=" + result.kubeconfig());
        out.println();
        out.println("  kubectl get azureidentities,azureidentitybindings,azureassignedidentities,pods -A");
        out.println("  kubectl apply -f " + manifest + "    # gives pod " + Scenario.NAMESPACE + "/"
                + Scenario.SPARE_POD + " an identity");
        out.println("  " + prefix + "curl -s -o /dev/null -w '%{http_code}\\n' -H Metadata:true '" + spare.imds()
                + "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://vault.azure.net'");
        out.println();
        out.println("  podpass status -A");
        var agent = result.network().node(0);
        if (agent.commandPrefix().isEmpty()) {
            out.println("  podpass why " + Scenario.SPARE_POD + " -n " + Scenario.NAMESPACE
                    + " --probe --agent-address http://"
                    + agent.agent().getAddress().getHostAddress() + ":"
                    + agent.agent().getPort());
        } else {
            out.println("  podpass why " + Scenario.SPARE_POD + " -n " + Scenario.NAMESPACE);
        }
        azure(result.azure(), folder, out);
        out.flush();
    }

    /** How commands for people reach the local Azure. */
    private static void azure(LocalAzure azure, Path folder, PrintWriter out) throws IOException {
        var hosts = Files.writeString(
                folder.resolve("hosts-here"),
                azure.hostNames().stream()
                        .map(name -> "127.0.0.1 " + name + "\n")
                        .collect(Collectors.joining("", "127.0.0.1 localhost\n", "")));
        var token = Files.writeString(folder.resolve("azure-token"), azure.administratorToken());
        var group = "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/podpass-demo/providers/";
        out.println();
        out.println("  export JDK_JAVA_OPTIONS='-Djdk.net.hosts.file=" + hosts + " -Djavax.net.ssl.trustStore="
                + folder.resolve(Demo.TRUST_STORE) + " -Djavax.net.ssl.trustStorePassword="
                + JavaCommand.TRUST_STORE_PASSWORD + "'    # podpass finds and trusts the local Azure");
        out.println("  AZURE='--arm-endpoint https://management.azure.com:" + azure.httpsPort() + "/ --token-file "
                + token + "'");
        out.println("  podpass why orders -n " + Scenario.NAMESPACE + " $AZURE --scope " + group
                + "Microsoft.Storage/storageAccounts/" + ReferenceSetup.ACCOUNT);
        var cluster = group + "Microsoft.ContainerService/managedClusters/demo";
        out.println("  podpass roles show $AZURE --cluster " + cluster + " --registry " + group
                + "Microsoft.ContainerRegistry/registries/" + ReferenceSetup.REGISTRY);
        out.println("  podpass doctor $AZURE --cluster " + cluster);
    }
}
