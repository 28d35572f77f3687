package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.IdentityRules.Verdict.Invalid;
import io.podpass.core.IdentityRules.Verdict.Usable;
import io.podpass.core.IdentityRules.Written;
import io.podpass.core.IdentityRules.WrittenPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PrincipalRulesTest {
    private static final ObjectKey KEY = new ObjectKey("shop", "orders");

    @Test
    void principalIsTheOneThatWasWritten() {
        assertThat(principal(
                        1,
                        new WrittenPrincipal(
                                "t", List.of("u", "v"), "https://login.microsoftonline.us", "other", "login")))
                .isEqualTo(new ServicePrincipal(
                        "t",
                        List.of("u", "v"),
                        Authority.of("https://login.microsoftonline.us/"),
                        new ObjectKey("other", "login")));
    }

    @Test
    void noEndpointStandsForTheDefault() {
        assertThat(principal(1, written("t", "")).authority()).isEmpty();
    }

    @Test
    void spellingsOfOneEndpointAreOneEndpoint() {
        assertThat(principal(1, written("t", "https://login.example/")))
                .isEqualTo(principal(1, written("t", "HTTPS://LOGIN.example:443")));
    }

    @Test
    void certificateHasNoAuxiliaryTenantsWhateverIsWritten() {
        assertThat(principal(2, auxiliary("u", "common", "w", "x")).auxiliaryTenants())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"72f1a0c5-5d2e-4f0b-9c2b-3f6a5d0e7b11", "podpass.example", "t"})
    void tenantIsAnIdOrADomain(String tenant) {
        assertThat(principal(2, written(tenant, "")).tenant()).isEqualTo(tenant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"common", "Organizations", "a/b", "..", "a?b", "a#b", "a%2fb", " a", "a\\b", "a@b"})
    void whatIsNoTenantIsNamed(String tenant) {
        assertThat(problem(1, written(tenant, "")))
                .startsWith("spec.tenantID has \"" + tenant + "\", which is no tenant");
        assertThat(problem(1, auxiliary("u", tenant))).startsWith("spec.auxiliaryTenantIDs has \"" + tenant + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "http://login.microsoftonline.com/",
        "login.microsoftonline.com",
        "https:login",
        "https:///x",
        "https://me@login.microsoftonline.com/",
        "https://login.microsoftonline.com/?a=b",
        "https://login.microsoftonline.com/#a",
        "https://login.microsoftonline.com/adfs",
        "https://login.microsoftonline.com//",
        "https://login.microsoftonline.com\\@evil.example/",
        "file:///etc/passwd",
    })
    void whatIsNoEndpointIsNamed(String endpoint) {
        assertThat(problem(1, written("t", endpoint))).startsWith("spec.adEndpoint \"" + endpoint + "\" must be");
    }

    @Test
    void fourAuxiliaryTenantsAreTooMany() {
        assertThat(principal(1, auxiliary("u", "v", "w")).auxiliaryTenants()).hasSize(3);
        assertThat(problem(1, auxiliary("u", "v", "w", "x"))).startsWith("must specify one to three auxiliary tenants");
    }

    /** Names become a part of the path that the API server is asked for, with the agent's rights. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x/../../../kube-system/secrets/admin",
                "..",
                ".",
                "x?watch=true",
                "x#y",
                "x%2f..",
                "X",
                " x",
                "x\ny",
                "-x",
                "x-"
            })
    void whatIsNoNameOfASecretIsNamed(String name) {
        assertThat(problem(1, new WrittenPrincipal("t", List.of(), "", "shop", name)))
                .startsWith("spec.clientPassword.name has \"" + name + "\", which is no name of a Secret");
        assertThat(problem(2, new WrittenPrincipal("t", List.of(), "", name, "login")))
                .startsWith("spec.clientPassword.namespace has \"" + name + "\", which is no namespace");
    }

    @Test
    void namesOfSecretsMayHaveDotsAndNamespacesMayNot() {
        assertThat(principal(1, new WrittenPrincipal("t", List.of(), "", "shop-1", "a.b-c.1"))
                        .secret())
                .isEqualTo(new ObjectKey("shop-1", "a.b-c.1"));
        assertThat(problem(1, new WrittenPrincipal("t", List.of(), "", "a.b", "login")))
                .contains("which is no namespace");
    }

    @Test
    void missingFieldsAreNamed() {
        assertThat(problem(1, written("", ""))).startsWith("spec.tenantID is empty");
        assertThat(problem(2, new WrittenPrincipal("t", List.of(), "", "", "login")))
                .startsWith("spec.clientPassword must have");
        assertThat(problem(2, new WrittenPrincipal("t", List.of(), "", "shop", "")))
                .startsWith("spec.clientPassword must have");
    }

    private static WrittenPrincipal written(String tenant, String authority) {
        return new WrittenPrincipal(tenant, List.of(), authority, "shop", "login");
    }

    private static WrittenPrincipal auxiliary(String... tenants) {
        return new WrittenPrincipal("t", List.of(tenants), "", "shop", "login");
    }

    private static ServicePrincipal principal(int type, WrittenPrincipal written) {
        var verdict = (Usable) IdentityRules.check(new Written(KEY, type, "", "client", written, ""));
        return verdict.identity().principal().orElseThrow();
    }

    private static String problem(int type, WrittenPrincipal written) {
        return ((Invalid) IdentityRules.check(new Written(KEY, type, "", "client", written, ""))).problem();
    }
}
