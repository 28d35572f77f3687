package io.podpass.azure;

import io.podpass.core.Authority;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The clouds and their endpoints (spec azure-platform §6.1). */
public enum Cloud {
    PUBLIC("AzurePublicCloud", "AzureCloud", "https://management.azure.com/", "https://login.microsoftonline.com/"),
    US_GOVERNMENT(
            "AzureUSGovernmentCloud",
            "AzureUSGovernment",
            "https://management.usgovcloudapi.net/",
            "https://login.microsoftonline.us/"),
    CHINA(
            "AzureChinaCloud",
            "AzureChinaCloud",
            "https://management.chinacloudapi.cn/",
            "https://login.chinacloudapi.cn/");

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

    private final String azureName;
    private final String otherName;
    private final URI arm;
    private final URI login;

    Cloud(String azureName, String otherName, String arm, String login) {
        this.azureName = azureName;
        this.otherName = otherName;
        this.arm = URI.create(arm);
        this.login = URI.create(login);
    }

    /** The name in azure.json and in IMDS. */
    public String azureName() {
        return azureName;
    }

    public URI arm() {
        return arm;
    }

    /** What a token for ARM is for. */
    public String armAudience() {
        return arm.toString();
    }

    public URI login() {
        return login;
    }

    /**
     * The hosts at which this or another cloud logs in, each with its other names: nowhere else does a credential go
     * unless the administrator says so.
     */
    public static Set<Authority> logins() {
        return LOGINS;
    }

    /**
     * Names compare without case: IMDS itself answers in more than one (spec azure-platform §1.11). Two clouds have a second
     * name (spec aad-pod-identity §3.2).
     */
    public static Optional<Cloud> ofName(String name) {
        for (var cloud : values()) {
            if (cloud.azureName.equalsIgnoreCase(name) || cloud.otherName.equalsIgnoreCase(name)) {
                return Optional.of(cloud);
            }
        }
        return Optional.empty();
    }
}
