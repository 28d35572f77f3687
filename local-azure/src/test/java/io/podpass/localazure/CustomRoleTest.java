package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles that a tenant defines for itself (spec azure-platform §3.7). */
class CustomRoleTest {
    private static final String GUID = "11111111-2222-3333-4444-555555555555";

    private LocalAzure azure;
    private ArmClient arm;
    private String group;

    @BeforeEach
    void start() {
        azure = LocalAzure.start(LocalAzureSettings.loopback());
        arm = ArmClient.administrator(azure);
        group = arm.group("rg");
        arm.createGroup(group);
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    private ArmClient.Answer define(String guid, String action) {
        return arm.put(
                group + "/providers/Microsoft.Authorization/roleDefinitions/" + guid,
                "2022-04-01",
                "{\"properties\":{\"roleName\":\"Attacher\",\"type\":\"CustomRole\",\"assignableScopes\":[\"" + group
                        + "\"],\"permissions\":[{\"actions\":[\"" + action
                        + "\"],\"notActions\":[],\"dataActions\":[],\"notDataActions\":[]}]}}");
    }

    @Test
    void isShownAsItWasDefinedAndAnsweredByItsName() {
        assertThat(define(GUID, "Microsoft.Compute/*").status()).isEqualTo(201);
        assertThat(define(GUID, "Microsoft.Compute/virtualMachines/*").status()).isEqualTo(200);

        var role = arm.get(
                        "/subscriptions/" + azure.subscriptionId()
                                + "/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName+eq+'Attacher'",
                        "2022-04-01")
                .body()
                .path("value")
                .path(0);

        assertThat(role.path("name").asText()).isEqualTo(GUID);
        assertThat(role.path("properties").path("type").asText()).isEqualTo("CustomRole");
        assertThat(role.at("/properties/permissions/0/actions/0").asText())
                .isEqualTo("Microsoft.Compute/virtualMachines/*");
    }

    @Test
    void canBeAssigned() {
        define(GUID, "Microsoft.Compute/*");
        var identity = arm.createIdentity(group, "orders");

        assertThat(arm.assign(
                                group,
                                identity.path("properties").path("principalId").asText(),
                                GUID)
                        .status())
                .isEqualTo(201);
    }

    @Test
    void doesNotReplaceABuiltInOne() {
        assertThat(define(BuiltInRoles.OWNER, "*/read").status()).isEqualTo(400);
    }
}
