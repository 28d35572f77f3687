package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the modules make of their variables, by Terraform itself: variables and locals need no provider. */
@EnabledIf(value = "terraformIsThere", disabledReason = Terraform.MISSING)
final class TerraformDecisionsTest {
    private static final String GROUP = "/subscriptions/s/resourceGroups/";
    private static final String OBJECT_ID = "00000000-0000-0000-0000-000000000001";
    private static final Pattern LOCALS = Pattern.compile("(?ms)^locals \\{\\n.*?^}\\n");

    @TempDir
    private Path folder;

    static boolean terraformIsThere() {
        return Terraform.find().isPresent();
    }

    @Test
    void theKubeletIdentityGetsItsRolesWhereTheyAreNeeded() throws IOException {
        var registry = GROUP + "shop/providers/Microsoft.ContainerRegistry/registries/shop";
        var identity = GROUP + "other/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
        take("roles", "assignments");

        var assignments = decide("assignments", roles(OBJECT_ID, """
                container_registry_ids      = { shop = "%s" }
                identity_resource_group_ids = { pods = "%spods" }
                identity_ids                = { orders = "%s" }
                """.formatted(registry, GROUP, identity)));

        assertThat(pairs(assignments))
                .containsOnly(
                        entry("node-group/operator", "Managed Identity Operator on " + GROUP + "MC_shop"),
                        entry("node-group/machines", "Virtual Machine Contributor on " + GROUP + "MC_shop"),
                        entry("registry/shop", "AcrPull on " + registry),
                        entry("group/pods", "Managed Identity Operator on " + GROUP + "pods"),
                        entry("identity/orders", "Managed Identity Operator on " + identity));
    }

    @Test
    void theClientIdIsRefusedAsObjectId() throws IOException {
        take("roles", "assignments");

        assertThat(refusal(roles(OBJECT_ID, "kubelet_client_id = \"" + OBJECT_ID + "\"")))
                .contains("This is the client id");
    }

    @Test
    void whatIsNoIdIsRefusedAsObjectId() throws IOException {
        take("roles", "assignments");

        assertThat(refusal(roles("msi", ""))).contains("Give the object id, a GUID");
    }

    @Test
    void aClustersLongNameIsCutToAHostName() throws IOException {
        take("aks", "dns_prefix");

        var prefix = decide("dns_prefix", """
                name                = "shop_%s-cluster"
                resource_group_name = "shop"
                location            = "westeurope"
                """.formatted("x".repeat(48)));

        assertThat(prefix.textValue()).isEqualTo("shop-" + "x".repeat(48));
    }

    @Test
    void aPodsIdentityGetsItsRoleOnEachScope() throws IOException {
        take("pod-identity", "assignments");

        var assignments = decide("assignments", pods("""
                orders = {
                  namespace = "shop"
                  roles     = { "Storage Blob Data Contributor" = { a = "/a", b = "/b" } }
                }
                bare = { namespace = "shop" }
                """));

        assertThat(pairs(assignments))
                .containsOnly(
                        entry("orders/Storage Blob Data Contributor/a", "Storage Blob Data Contributor on /a"),
                        entry("orders/Storage Blob Data Contributor/b", "Storage Blob Data Contributor on /b"));
    }

    @Test
    void aServiceAccountIsFederatedAsKubernetesNamesIt() throws IOException {
        take("pod-identity", "federations");

        var federations = decide("federations", "oidc_issuer_url = \"https://issuer/\"\n" + pods("""
                orders = { namespace = "shop", service_accounts = ["orders.web"] }
                """));

        assertThat(federations.at("/orders~1orders.web/subject").textValue())
                .isEqualTo("system:serviceaccount:shop:orders.web");
        assertThat(federations.at("/orders~1orders.web/name").textValue()).matches("[a-zA-Z0-9][a-zA-Z0-9-_]{2,119}");
    }

    @Test
    void serviceAccountsNeedAnIssuer() throws IOException {
        take("pod-identity", "federations");

        assertThat(refusal(pods("orders = { namespace = \"shop\", service_accounts = [\"orders\"] }")))
                .contains("service_accounts need oidc_issuer_url");
    }

    @Test
    @EnabledIf(value = "helmIsThere", disabledReason = Helm.MISSING)
    void theChartMakesIdentityAndBindingOfEach() throws IOException {
        take("pod-identity", "objects");
        var objects = decide("objects", pods("""
                orders = { namespace = "shop" }
                bills  = { namespace = "shop", selector = "billing" }
                """));
        var values = folder.resolve("values.json");
        Files.writeString(
                values,
                new JsonMapper()
                        .createObjectNode()
                        .set("azureIdentities", objects)
                        .toString());

        var rendered =
                Helm.find().orElseThrow().run("template", "podpass", Helm.CHART.toString(), "-f", values.toString());

        assertThat(selectors(rendered)).containsOnly(entry("shop/orders", "orders"), entry("shop/bills", "billing"));
    }

    static boolean helmIsThere() {
        return Helm.find().isPresent();
    }

    private static Map<String, String> selectors(String manifests) throws IOException {
        var selectors = new HashMap<String, String>();
        try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(manifests)) {
            while (documents.hasNext()) {
                var object = documents.next();
                if (object.path("kind").asText().equals("AzureIdentityBinding")) {
                    selectors.put(
                            object.at("/metadata/namespace").textValue() + "/"
                                    + object.at("/spec/azureIdentity").textValue(),
                            object.at("/spec/selector").textValue());
                }
            }
        }
        return selectors;
    }

    /** The module's variables and locals, with that local as output, and made-up ids for what Azure would say. */
    private void take(String module, String local) throws IOException {
        var source = Terraform.FOLDER.resolve("modules").resolve(module);
        Files.copy(source.resolve("variables.tf"), folder.resolve("variables.tf"));
        var locals = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(source, "*.tf")) {
            for (var file : files) {
                LOCALS.matcher(Files.readString(file)).results().forEach(found -> locals.add(found.group()));
            }
        }
        locals.add("output \"" + local + "\" {\n  value = local." + local + "\n}\n");
        Files.writeString(
                folder.resolve("locals.tf"),
                String.join("\n", locals)
                        .replace(
                                "azurerm_user_assigned_identity.this[name].id",
                                "\"" + GROUP
                                        + "pods/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}\"")
                        .replace("azurerm_user_assigned_identity.this[name].client_id", "\"" + OBJECT_ID + "\""));
    }

    private static String roles(String objectId, String more) {
        return """
                kubelet_object_id      = "%s"
                node_resource_group_id = "%sMC_shop"
                %s
                """.formatted(objectId, GROUP, more);
    }

    private static String pods(String identities) {
        return """
                resource_group_name = "pods"
                location            = "westeurope"
                image_repository    = "registry/podpass"
                identities = {
                %s
                }
                """.formatted(identities);
    }

    private JsonNode decide(String local, String variables) throws IOException {
        Files.writeString(folder.resolve("terraform.tfvars"), variables);
        var terraform = Terraform.find().orElseThrow();
        terraform.run(in("apply", "-auto-approve", "-no-color"));
        var state =
                new JsonMapper().readTree(folder.resolve("terraform.tfstate").toFile());
        return state.path("outputs").path(local).path("value");
    }

    private String refusal(String variables) throws IOException {
        Files.writeString(folder.resolve("terraform.tfvars"), variables);
        return Terraform.find().orElseThrow().runToFailure(in("plan", "-no-color"));
    }

    private String[] in(String... command) {
        var whole = new ArrayList<>(List.of("-chdir=" + folder));
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }

    private static Map<String, String> pairs(JsonNode assignments) {
        var pairs = new HashMap<String, String>();
        assignments
                .properties()
                .forEach(assignment -> pairs.put(
                        assignment.getKey(),
                        assignment.getValue().path("role").asText() + " on "
                                + assignment.getValue().path("scope").asText()));
        return pairs;
    }
}
