package io.podpass.diagnosis;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the codes and texts of IMDS and Entra mean for whoever runs the cluster, and what to do (spec azure-platform §1.5,
 * §2.7).
 */
public final class IssuerAdvice {
    private static final Pattern ENTRA_CODE = Pattern.compile("AADSTS(\\d{5,7})");

    private static final Map<String, String> ENTRA = Map.ofEntries(
            Map.entry(
                    "7000215",
                    "the Secret holds no valid client secret, often its id instead of its value: write the value anew"),
            Map.entry(
                    "7000222",
                    "the client secret has expired: make a new one (az ad app credential reset) and update the Secret"),
            Map.entry(
                    "700016",
                    "no such application in that tenant: compare spec.clientID with az ad sp show --id CLIENT_ID, and"
                            + " spec.tenantID"),
            Map.entry(
                    "7000229",
                    "the application has no service principal in that tenant: az ad sp create --id CLIENT_ID"),
            Map.entry("90002", "no such tenant: mend spec.tenantID, and spec.adEndpoint if it is another cloud"),
            Map.entry(
                    "700027",
                    "the certificate is not one of the application's: upload it (az ad app credential reset --cert)"),
            Map.entry(
                    "700024", "the assertion is out of its time: compare the node's clock, and renew the certificate"),
            Map.entry(
                    "700211",
                    "no federated credential has that issuer: compare its slash at the end and its case with az aks show"
                            + " --query oidcIssuerProfile.issuerUrl"),
            Map.entry("700212", "no federated credential has that audience: it is api://AzureADTokenExchange"),
            Map.entry(
                    "700213",
                    "no federated credential has that subject: it is system:serviceaccount:NAMESPACE:NAME, in that case"),
            Map.entry(
                    "7002138",
                    "the federated credential's subject differs in case only: write it as the service account is"
                            + " written"),
            Map.entry("70021", "no federated credential matches; one made minutes ago may not be known everywhere yet"),
            Map.entry("70025", "the identity has no federated credential: az identity federated-credential create"),
            Map.entry("90061", "Entra can't reach the cluster's issuer: its discovery document has to be public"),
            Map.entry(
                    "500011",
                    "no such audience in that tenant: mend --resource, which names a service, such as"
                            + " https://vault.azure.net, and not one vault"),
            Map.entry(
                    "50001",
                    "no such audience: mend --resource, which names a service, such as https://vault.azure.net"),
            Map.entry("70011", "the audience is no scope that Entra knows: mend --resource"),
            Map.entry("7000216", "no credential came with the request: see the Secret that the identity names"));

    private IssuerAdvice() {}

    /** Empty for a text that has no such code. */
    public static Optional<String> of(String message) {
        var matcher = ENTRA_CODE.matcher(message);
        while (matcher.find()) {
            var advice = ENTRA.get(matcher.group(1));
            if (advice != null) {
                return Optional.of(matcher.group() + ": " + advice);
            }
        }
        if (message.contains("Identity not found")) {
            return Optional.of(
                    "IMDS does not have that identity on this host: it is not attached yet, was taken off, or was"
                            + " deleted and made anew under its name (then detach and attach it)");
        }
        if (message.contains("Multiple user assigned identities exist")) {
            return Optional.of("the host has several identities: let the request name one by client_id");
        }
        return message.contains("HTTP 429") || message.contains("too_many_requests")
                ? Optional.of("IMDS gives a host 20 answers a second: keep tokens until they end, as SDKs do")
                : Optional.empty();
    }
}
