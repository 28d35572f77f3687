package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Permissions.Operation;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BuiltInRoleTest {
    // Spec azure-platform §3.7, "Consequences".
    @ParameterizedTest
    @CsvSource({
        "OWNER, ACR_PULL, true",
        "READER, ACR_PULL, true",
        "CONTRIBUTOR, MANAGED_IDENTITY_OPERATOR, true",
        "CONTRIBUTOR, VIRTUAL_MACHINE_CONTRIBUTOR, true",
        "CONTRIBUTOR, OWNER, false",
        "READER, VIRTUAL_MACHINE_CONTRIBUTOR, false",
        "MANAGED_IDENTITY_CONTRIBUTOR, MANAGED_IDENTITY_OPERATOR, false",
        "OWNER, STORAGE_BLOB_DATA_READER, false",
        "OWNER, KEY_VAULT_SECRETS_USER, false",
        "STORAGE_BLOB_DATA_OWNER, STORAGE_BLOB_DATA_CONTRIBUTOR, true",
        "STORAGE_BLOB_DATA_READER, STORAGE_BLOB_DATA_CONTRIBUTOR, false"
    })
    void oneRoleStandsForAnotherWhenItAllowsAsMuch(BuiltInRole has, BuiltInRole needed, boolean enough) {
        assertThat(has.permissions().allowAll(needed.needs())).isEqualTo(enough);
    }

    @ParameterizedTest
    @EnumSource
    void everyRoleIsEnoughForItsOwnNeed(BuiltInRole role) {
        assertThat(role.permissions().allowAll(role.needs())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByNameAndByDefinitionInAnyCase(BuiltInRole role) {
        var definition = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/"
                + role.guid().toUpperCase(Locale.ROOT);
        assertThat(BuiltInRole.ofDefinition(definition)).contains(role);
        assertThat(BuiltInRole.ofDefinition(role.guid())).contains(role);
        assertThat(BuiltInRole.ofName(role.roleName().toLowerCase(Locale.ROOT))).contains(role);
    }

    @Test
    void anExclusionTakesFromItsOwnRoleOnly() {
        var operation = new Operation("Microsoft.Authorization/roleAssignments/write", false);
        assertThat(BuiltInRole.CONTRIBUTOR.permissions().allow(operation)).isFalse();
        assertThat(BuiltInRole.OWNER.permissions().allow(operation)).isTrue();
    }

    @Test
    void aPatternIsNoRegularExpression() {
        var permissions = new Permissions(List.of("a.b/*"), List.of(), List.of(), List.of());
        assertThat(permissions.allow(new Operation("a.b/c/d", false))).isTrue();
        assertThat(permissions.allow(new Operation("axb/c", false))).isFalse();
    }
}
