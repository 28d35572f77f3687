package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.Authority;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LoginSettingsTest {
    @Test
    void credentialsGoToAzuresCloudsAloneAndSecretsStayInTheirNamespaceByDefault() {
        var rules = LoginSettings.DEFAULTS.rules();

        assertThat(rules.otherNamespaces()).isFalse();
        assertThat(rules.authorities())
                .extracting(Authority::value)
                .containsExactlyInAnyOrder(
                        "https://login.microsoftonline.com/",
                        "https://login.windows.net/",
                        "https://login.microsoft.com/",
                        "https://login.microsoftonline.us/",
                        "https://login.usgovcloudapi.net/",
                        "https://login.chinacloudapi.cn/",
                        "https://login.partner.microsoftonline.cn/");
    }

    @Test
    void anAdministratorMayAddAnAuthority() {
        var local = new Authority("https://login.local:8443/");

        assertThat(new LoginSettings(false, Set.of(local)).rules().authorities())
                .contains(local)
                .containsAll(LoginSettings.DEFAULTS.rules().authorities());
    }
}
