package io.podpass.localazure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podpass.localazure.IdentityBlock.Assigned;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of an identity write, with no server (spec azure-platform §3.5). */
class IdentityChangeTest {
    private static final Assigned GUIDS = new Assigned("client", "principal");

    private static ResourceId id(String name) {
        return ResourceId.parse(
                "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
                        + name);
    }

    private static IdentityBlock with(String system, String... names) {
        var assigned = new LinkedHashMap<ResourceId, Assigned>();
        for (String name : names) {
            assigned.put(id(name), GUIDS);
        }
        return new IdentityBlock(system, assigned);
    }

    private static ObjectNode body(String json) {
        return Json.parseObject(json.replace('\'', '"')).orElseThrow();
    }

    private static String entry(String name, String value) {
        return "'" + id(name) + "':" + value;
    }

    private static IdentityBlock patch(IdentityBlock current, String json) {
        return apply(current, json, false);
    }

    private static IdentityBlock apply(IdentityBlock current, String json, boolean replace) {
        return IdentityChange.parse(body(json))
                .applyTo(
                        current,
                        replace,
                        id -> id.name().equals("unknown") ? Optional.empty() : Optional.of(GUIDS),
                        () -> "new-principal");
    }

    @Test
    void patchAddsAndRemovesInOneRequestAndKeepsTheRest() {
        var changed = patch(
                with(null, "a", "b"),
                "{'type':'UserAssigned','userAssignedIdentities':{" + entry("c", "{}") + "," + entry("a", "null")
                        + "}}");

        assertThat(changed.assigned().keySet()).containsExactly(id("b"), id("c"));
    }

    @Test
    void idsInAnotherCaseMeanTheSameIdentity() {
        var changed = patch(
                with(null, "a", "b"),
                "{'type':'UserAssigned','userAssignedIdentities':{'"
                        + id("a").toString().toUpperCase(Locale.ROOT) + "':null}}");

        assertThat(changed.assigned().keySet()).containsExactly(id("b"));
    }

    @Test
    void systemAssignedAloneDropsEveryUserAssignedIdentity() {
        var changed = patch(with("mine", "a"), "{'type':'SystemAssigned'}");

        assertThat(changed).isEqualTo(with("mine"));
    }

    @Test
    void userAssignedAloneDropsTheSystemAssignedOne() {
        assertThat(patch(with("mine", "a"), "{'type':'UserAssigned'}")).isEqualTo(with(null, "a"));
    }

    @Test
    void theCombinedTypeKeepsBothWithOrWithoutASpace() {
        for (String type : new String[] {"SystemAssigned, UserAssigned", "systemassigned,userassigned"}) {
            var changed = patch(
                    with("mine", "a"), "{'type':'" + type + "','userAssignedIdentities':{" + entry("b", "{}") + "}}");
            assertThat(changed).isEqualTo(with("mine", "a", "b"));
        }
    }

    @Test
    void noneRemovesAll() {
        assertThat(patch(with("mine", "a"), "{'type':'None'}").isNone()).isTrue();
    }

    @Test
    void putDetachesWhatItDoesNotName() {
        var changed = apply(
                with(null, "a", "b"),
                "{'type':'UserAssigned','userAssignedIdentities':{" + entry("b", "{}") + "}}",
                true);

        assertThat(changed).isEqualTo(with(null, "b"));
    }

    @Test
    void oneUnknownIdentityFailsTheWholeRequestAndIsNamed() {
        assertThatThrownBy(() -> patch(
                        with(null),
                        "{'type':'UserAssigned','userAssignedIdentities':{" + entry("a", "{}") + ","
                                + entry("unknown", "{}") + "}}"))
                .isInstanceOfSatisfying(ArmException.class, e -> {
                    assertThat(e.code()).isEqualTo("FailedIdentityOperation");
                    assertThat(e).hasMessageContaining(id("unknown").toString());
                });
    }

    @Test
    void aHundredAndFiftyEntriesAreTakenAndOneMoreIsNot() {
        assertThat(patch(with(null), many(150)).assigned()).hasSize(150);

        assertThatThrownBy(() -> patch(with(null), many(151)))
                .hasMessage("Failed to perform resource identity operation. Status: 'BadRequest'. Response:"
                        + " '{\"error\":{\"code\":\"BadRequest\",\"message\":\"User Assigned Identities Number '151' Assign"
                        + " exceed limit '150' in one request.\"}}'.");
    }

    @Test
    void theSameIdInTwoSpellingsIsRefused() {
        assertThatThrownBy(() -> patch(
                        with(null),
                        "{'type':'UserAssigned','userAssignedIdentities':{" + entry("a", "{}") + "," + entry("A", "{}")
                                + "}}"))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("InvalidParameter"))
                .hasMessage("ResourceIdentity identityId '" + id("A")
                        + "' cannot be duplicated in the provided identityIds list.");
    }

    @Test
    void echoingTheGuidsOfAReadIsRefused() {
        assertThatThrownBy(() -> patch(
                        with(null),
                        "{'type':'UserAssigned','userAssignedIdentities':{" + entry("a", "{'clientId':'x'}") + "}}"))
                .isInstanceOfSatisfying(
                        ArmException.class, e -> assertThat(e.code()).isEqualTo("InvalidIdentityValues"));
    }

    @Test
    void readsWithASpaceInTheCombinedType() {
        var json = with("mine", "a").json(new Tenant("t"));

        assertThat(json.path("type").asText()).isEqualTo("SystemAssigned, UserAssigned");
        assertThat(json.path("userAssignedIdentities").path(id("a").toString()))
                .isEqualTo(Json.object().put("clientId", "client").put("principalId", "principal"));
    }

    private static String many(int count) {
        var entries = new StringBuilder();
        for (int i = 0; i < count; i++) {
            entries.append(i == 0 ? "" : ",").append(entry("id" + i, "{}"));
        }
        return "{'type':'UserAssigned','userAssignedIdentities':{" + entries + "}}";
    }
}
