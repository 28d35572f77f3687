package io.podpass.check;

import io.podpass.core.Finding.Severity;
import java.util.List;
import java.util.Locale;

/** The outcome for people. */
public final class CheckText {
    private CheckText() {}

    public static String render(Check check) {
        var text = new StringBuilder();
        check.findings().forEach(found -> text.append(block(found)));
        return text.append(summary(check)).append('\n').toString();
    }

    private static String block(Observation found) {
        var finding = found.finding();
        return "%-8s %s%n         %s (%s)%n         %s%n         %s%n%n"
                .formatted(
                        finding.severity().name().toLowerCase(Locale.ROOT),
                        finding.kind().id(),
                        finding.object(),
                        found.place(),
                        finding.observed(),
                        finding.remedy());
    }

    private static String summary(Check check) {
        var resources = count(check, "azurerm_kubernetes_cluster", "cluster", "clusters")
                + count(check, "azurerm_user_assigned_identity", "identity", "identities")
                + count(check, "azurerm_role_assignment", "role assignment", "role assignments")
                + count(check, "azurerm_federated_identity_credential", "federated credential", "federated credentials")
                + count(check, "AzureIdentity", "AzureIdentity", "AzureIdentities")
                + count(check, "AzureIdentityBinding", "AzureIdentityBinding", "AzureIdentityBindings");
        return number(severity(check, Severity.ERROR), "error", "errors") + ", "
                + number(severity(check, Severity.WARNING), "warning", "warnings")
                + (resources.isEmpty() ? "" : ". Seen: " + resources.substring(2)) + ".";
    }

    private static int severity(Check check, Severity severity) {
        return (int) check.findings().stream()
                .filter(found -> found.finding().severity() == severity)
                .count();
    }

    private static String count(Check check, String type, String one, String many) {
        var count = check.seen().getOrDefault(type, 0);
        return count == 0 ? "" : ", " + number(count, one, many) + roles(check, type);
    }

    private static String roles(Check check, String type) {
        var prefix = type + " ";
        List<String> roles = check.seen().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> entry.getValue() + " " + entry.getKey().substring(prefix.length()))
                .toList();
        return roles.isEmpty() ? "" : " (" + String.join(", ", roles) + ")";
    }

    private static String number(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
