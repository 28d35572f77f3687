package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AudienceLabelTest {
    private final AudienceLabel label = new AudienceLabel(false);

    @Test
    void audiencesOfAzureAreShownAsTheyAre() {
        assertThat(label.of("https://vault.azure.net")).isEqualTo("https://vault.azure.net");
        assertThat(label.of("https://management.azure.com/")).isEqualTo("https://management.azure.com/");
        assertThat(label.of("")).isEmpty();
    }

    @Test
    void anotherCaseIsNotAnotherSeries() {
        assertThat(label.of("HTTPS://Vault.Azure.NET")).isEqualTo("https://vault.azure.net");
    }

    @Test
    void allOthersAreOne() {
        assertThat(label.of("api://my-own-application")).isEqualTo("other");
        assertThat(label.of("https://vault.azure.net//")).isEqualTo("other");
    }

    @Test
    void everyAudienceIsKeptWhenThatIsAskedFor() {
        assertThat(new AudienceLabel(true).of("api://my-own-application")).isEqualTo("api://my-own-application");
    }
}
