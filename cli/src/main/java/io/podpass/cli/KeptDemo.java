package io.podpass.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

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
        out.flush();
    }
}
