package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoginSettingsTest {
    @Test
    void credentialsGoToAzuresCloudsAloneAndSecretsStayInTheirNamespaceByDefault() {
        var rules = LoginSettings.DEFAULTS.rules();

        assertThat(rules.otherNamespaces()).isFalse();
        assertThat(rules.authorities())
                .contains(
                        URI.create("https://login.microsoftonline.com/"),
                        URI.create("https://login.microsoftonline.us/"),
                        URI.create("https://login.partner.microsoftonline.cn/"))
                .allSatisfy(authority -> assertThat(authority.getScheme()).isEqualTo("https"));
    }

    @Test
    void anAdministratorMayAddAnAuthority() {
        var settings = new LoginSettings(false, Set.of(LoginSettings.authority("https://login.local:8443")));

        assertThat(settings.rules().authorities()).contains(URI.create("https://login.local:8443/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.local/",
                "login.local",
                "https://login.local/path",
                "https://me@login.local/",
                "a b"
            })
    void whatIsNoAuthorityIsNamedWithItsFlag(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginSettings(false, Set.of(LoginSettings.authority(text))))
                .withMessageStartingWith("--allowed-authority ")
                .withMessageContaining(text);
    }
}
