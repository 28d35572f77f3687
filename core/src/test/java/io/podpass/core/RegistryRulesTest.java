package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryRulesTest {
    private static final RegistryRules PUBLIC = new RegistryRules("azurecr.io", Set.of());

    private static Authority registry(String host) {
        return Authority.of("https://" + host + "/").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders.azurecr.io", "ORDERS.azurecr.io", "orders-h4sh.azurecr.io", "orders.azurecr.io:443"})
    void registriesOfTheCloudMayHaveTheToken(String host) {
        assertThat(PUBLIC.mayHaveToken(registry(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azurecr.io",
                "azurecr.io.evil.example",
                "orders.azurecr.io.evil.example",
                "ordersazurecr.io",
                "orders.azurecrXio",
                "orders.evil.azurecr.io",
                "orders..azurecr.io",
                "orders-.azurecr.io",
                "orders.azurecr.io:8443",
                "orders.azurecr.io:80",
                "orders.azurecr.cn",
                "orders.azurecr.us",
                "docker.io",
                "localhost:5000",
            })
    void nobodyElseMay(String host) {
        assertThat(PUBLIC.mayHaveToken(registry(host))).isFalse();
    }

    @Test
    void administratorAllowsOneAddressAndNoOther() {
        var rules = new RegistryRules("azurecr.io", Set.of(registry("registry.example:8443")));

        assertThat(rules.mayHaveToken(registry("Registry.Example:8443"))).isTrue();
        assertThat(rules.mayHaveToken(registry("registry.example"))).isFalse();
        assertThat(rules.mayHaveToken(registry("a.registry.example:8443"))).isFalse();
    }

    @Test
    void cloudWithoutASuffixHasOnlyWhatIsAllowed() {
        var rules = new RegistryRules("", Set.of(registry("registry.example")));

        assertThat(rules.mayHaveToken(registry("registry.example"))).isTrue();
        assertThat(rules.mayHaveToken(registry("orders.azurecr.io"))).isFalse();
        assertThat(rules.mayHaveToken(registry("orders"))).isFalse();
    }
}
