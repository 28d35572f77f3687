package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoginRulesTest {
    private static final ObjectKey IDENTITY = new ObjectKey("shop", "orders");
    private static final Authority KNOWN = new Authority("https://login.microsoftonline.com/");
    private static final LoginRules STRICT = new LoginRules(false, Set.of(KNOWN));

    @Test
    void allowsTheSecretOfItsOwnNamespaceAndAKnownAuthority() {
        assertThat(STRICT.objection(IDENTITY, principal("shop", Optional.of(KNOWN))))
                .isEmpty();
        assertThat(STRICT.objection(IDENTITY, principal("shop", Optional.empty())))
                .isEmpty();
    }

    @Test
    void refusesTheSecretOfAnotherNamespaceUnlessThatIsAllowed() {
        assertThat(STRICT.objection(IDENTITY, principal("kube-system", Optional.empty())))
                .hasValue("identity shop/orders names a Secret of namespace kube-system: put it into the identity's own"
                        + " namespace");
        assertThat(new LoginRules(true, Set.of(KNOWN)).objection(IDENTITY, principal("kube-system", Optional.empty())))
                .isEmpty();
    }

    @Test
    void refusesAnUnknownAuthorityWhateverElseIsAllowed() {
        for (var authority : List.of(
                "https://evil.example/",
                "https://login.microsoftonline.com:8443/",
                "https://login.microsoftonline.com.evil.example/")) {
            assertThat(new LoginRules(true, Set.of(KNOWN))
                            .objection(IDENTITY, principal("shop", Optional.of(new Authority(authority)))))
                    .as(authority)
                    .hasValueSatisfying(problem -> assertThat(problem).contains("--allowed-authority"));
        }
    }

    private static ServicePrincipal principal(String namespace, Optional<Authority> authority) {
        return new ServicePrincipal("tenant", List.of(), authority, new ObjectKey(namespace, "login"));
    }
}
