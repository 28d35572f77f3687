package io.podpass.workload;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a pod of the demo runs: a program that knows nothing of Podpass. It asks the Azure SDK for a token, uses Key
 * Vault and Blob Storage if told to, and prints what came of it as one line of JSON on standard output.
 *
 * <p>Exit status: 0 if that line was printed, whatever it says; 2 for bad arguments; 1 for any other failure.
 */
public final class Workload {
    private static final URI METADATA_SERVICE = URI.create("http://169.254.169.254");

    private Workload() {}

    public static void main(String[] args) {
        // An SDK call that was given up at the deadline may still be retrying: only exit ends it.
        System.exit(run(List.of(args), System.getenv(), System.out, System.err));
    }

    static int run(List<String> args, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            var arguments = Arguments.parse(args, metadataService(environment));
            var outcome = new Errands(arguments, UUID::randomUUID).run();
            out.println(outcome.toJson());
            return 0;
        } catch (UsageException e) {
            err.println("workload: " + e.getMessage());
            return 2;
        } catch (RuntimeException e) {
            err.println("workload: " + e);
            return 1;
        }
    }

    /** The variable by which the SDK itself finds a metadata service elsewhere than at the well-known address. */
    private static URI metadataService(Map<String, String> environment) {
        var elsewhere = environment.getOrDefault("AZURE_POD_IDENTITY_AUTHORITY_HOST", "");
        return elsewhere.isBlank() ? METADATA_SERVICE : URI.create(elsewhere);
    }
}
