package io.podpass.agent;

import java.util.Locale;
import java.util.Set;

/**
 * The value of the label {@code resource}. Callers choose the audience, and each new one would be a new time series for
 * ever (spec aad-pod-identity §8.3, P8): those of Azure's own services are kept, all others are one.
 */
final class AudienceLabel {
    static final String OTHER = "other";

    /** Without the slash that some SDKs put at the end; of all clouds, since a list for each would tell nothing more. */
    private static final Set<String> KNOWN = Set.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://management.usgovcloudapi.net",
            "https://management.core.usgovcloudapi.net",
            "https://management.chinacloudapi.cn",
            "https://management.core.chinacloudapi.cn",
            "https://vault.azure.net",
            "https://vault.usgovcloudapi.net",
            "https://vault.azure.cn",
            "https://managedhsm.azure.net",
            "https://storage.azure.com",
            "https://graph.microsoft.com",
            "https://graph.microsoft.us",
            "https://microsoftgraph.chinacloudapi.cn",
            "https://graph.windows.net",
            "https://database.windows.net",
            "https://database.usgovcloudapi.net",
            "https://database.chinacloudapi.cn",
            "https://ossrdbms-aad.database.windows.net",
            "https://ossrdbms-aad.database.usgovcloudapi.net",
            "https://ossrdbms-aad.database.chinacloudapi.cn",
            "https://servicebus.azure.net",
            "https://eventhubs.azure.net",
            "https://eventgrid.azure.net",
            "https://cosmos.azure.com",
            "https://redis.azure.com",
            "https://cognitiveservices.azure.com",
            "https://ai.azure.com",
            "https://search.azure.com",
            "https://azconfig.io",
            "https://monitor.azure.com",
            "https://api.loganalytics.io",
            "https://datalake.azure.net",
            "https://batch.core.windows.net",
            "https://containerregistry.azure.net",
            "https://digitaltwins.azure.net",
            "https://iothubs.azure.net");

    private final boolean everyAudience;

    /** {@code everyAudience} keeps each audience as it is, as the old agent did. */
    AudienceLabel(boolean everyAudience) {
        this.everyAudience = everyAudience;
    }

    String of(String audience) {
        if (everyAudience || audience.isEmpty() || KNOWN.contains(audience)) {
            return audience;
        }
        var folded = audience.toLowerCase(Locale.ROOT);
        var bare = folded.endsWith("/") ? folded.substring(0, folded.length() - 1) : folded;
        return KNOWN.contains(bare) ? folded : OTHER;
    }
}
