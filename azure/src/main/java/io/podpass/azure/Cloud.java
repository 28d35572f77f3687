package io.podpass.azure;

import io.podpass.core.Authority;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cloud and its endpoints (spec azure-platform §6.1), each with a slash at its end.
 *
 * @param azureName its name in {@code azure.json} and in IMDS
 * @param armAudience what a token for ARM is for
 * @param registrySuffix what follows the name of a container registry in its host's name; empty if the cloud has none
 */
public record Cloud(String azureName, URI arm, String armAudience, URI login, String registrySuffix) {
    public static final Cloud PUBLIC = known(
            "AzurePublicCloud", "https://management.azure.com/", "https://login.microsoftonline.com/", "azurecr.io");

    public static final Cloud US_GOVERNMENT = known(
            "AzureUSGovernmentCloud",
            "https://management.usgovcloudapi.net/",
            "https://login.microsoftonline.us/",
            "azurecr.us");

    public static final Cloud CHINA = known(
            "AzureChinaCloud", "https://management.chinacloudapi.cn/", "https://login.chinacloudapi.cn/", "azurecr.cn");

    /** The name of every Azure Stack; a file has its endpoints: {@link StackFile}. */
    static final String STACK = "AzureStackCloud";

    private static final List<Cloud> KNOWN = List.of(PUBLIC, US_GOVERNMENT, CHINA);

    // Spec azure-platform §2.9, without the retired clouds and those names that only issue.
    private static final Set<Authority> LOGINS = Stream.of(
                    "login.microsoftonline.com",
                    "login.windows.net",
                    "login.microsoft.com",
                    "login.microsoftonline.us",
                    "login.usgovcloudapi.net",
                    "login.chinacloudapi.cn",
                    "login.partner.microsoftonline.cn")
            .map(host -> new Authority("https://" + host + "/"))
            .collect(Collectors.toUnmodifiableSet());

    private static Cloud known(String azureName, String arm, String login, String registrySuffix) {
        return new Cloud(azureName, URI.create(arm), arm, URI.create(login), registrySuffix);
    }

    /**
     * The hosts at which this or another cloud logs in, each with its other names: nowhere else does a credential go
     * unless the administrator says so.
     */
    public static Set<Authority> logins() {
        return LOGINS;
    }

    /**
     * A cloud whose endpoints are known without a file. Names compare without case: IMDS itself answers in more than one
     * (spec azure-platform §1.11). Two clouds have a second name (spec
     * aad-pod-identity §3.2).
     */
    public static Optional<Cloud> ofName(String name) {
        var whole = switch (name.toLowerCase(Locale.ROOT)) {
            case "azurecloud" -> PUBLIC.azureName();
            case "azureusgovernment" -> US_GOVERNMENT.azureName();
            default -> name;
        };
        return KNOWN.stream()
                .filter(cloud -> cloud.azureName.equalsIgnoreCase(whole))
                .findFirst();
    }
}
