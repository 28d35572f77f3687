package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What roles allow (spec azure-platform §3.7). */
class PermissionsTest {
    private static final String ASSIGN = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action";
    private static final String ROLE_WRITE = "Microsoft.Authorization/roleAssignments/write";
    private static final String GET_SECRET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

    private static Permissions role(String name) {
        return BuiltInRoles.all().stream()
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElseThrow()
                .permissions();
    }

    @Test
    void aStarSpansSegmentsAndCaseDoesNotMatter() {
        assertThat(role("Reader").allow("MICROSOFT.Compute/virtualMachineScaleSets/virtualMachines/READ"))
                .isTrue();
        assertThat(role("Reader").allow("Microsoft.Compute/virtualMachines/write"))
                .isFalse();
    }

    @Test
    void operatorMayAssignAndIdentityContributorMayNot() {
        assertThat(role("Managed Identity Operator").allow(ASSIGN)).isTrue();
        assertThat(role("Managed Identity Contributor").allow(ASSIGN)).isFalse();
        assertThat(role("Virtual Machine Contributor").allow(ASSIGN)).isFalse();
    }

    @Test
    void contributorMayAssignIdentitiesButNotRoles() {
        assertThat(role("Contributor").allow(ASSIGN)).isTrue();
        assertThat(role("Contributor").allow(ROLE_WRITE)).isFalse();
        assertThat(role("User Access Administrator").allow(ROLE_WRITE)).isTrue();
    }

    @Test
    void ownerReadsNoSecret() {
        assertThat(role("Owner").allowData(GET_SECRET)).isFalse();
        assertThat(role("Key Vault Reader").allowData(GET_SECRET)).isFalse();
        assertThat(role("Key Vault Secrets User").allowData(GET_SECRET)).isTrue();
    }

    @Test
    void readerMayPull() {
        assertThat(role("Reader").allow("Microsoft.ContainerRegistry/registries/pull/read"))
                .isTrue();
    }
}
