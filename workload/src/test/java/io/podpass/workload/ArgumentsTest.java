package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    private static final URI IMDS = URI.create("http://169.254.169.254");

    @Test
    void audienceAloneMeansATokenAndNothingElse() {
        var arguments = parse("--audience", "https://management.azure.com/");

        assertThat(arguments.audience()).isEqualTo("https://management.azure.com/");
        assertThat(arguments.secret()).isEmpty();
        assertThat(arguments.blob()).isEmpty();
        assertThat(arguments.identityClientId()).isEmpty();
        assertThat(arguments.imds()).isEqualTo(IMDS);
        assertThat(arguments.deadline()).isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({
        "https://orders.vault.azure.net, https://vault.azure.net",
        "https://orders.vault.azure.net:8443/, https://vault.azure.net",
        "https://orders.vault.usgovcloudapi.net, https://vault.usgovcloudapi.net",
        "https://orders.managedhsm.azure.net, https://managedhsm.azure.net"
    })
    void audienceOfAVaultIsTheSuffixOfItsCloud(String vault, String audience) {
        assertThat(parse("--key-vault", vault, "--secret", "database").audience())
                .isEqualTo(audience);
    }

    @Test
    void blobAloneAsksForAStorageToken() {
        var arguments =
                parse("--storage", "https://orders.blob.core.windows.net", "--container", "inbox", "--blob", "a.txt");

        assertThat(arguments.audience()).isEqualTo("https://storage.azure.com");
        assertThat(arguments.blob())
                .contains(
                        new Arguments.BlobPlace(URI.create("https://orders.blob.core.windows.net"), "inbox", "a.txt"));
    }

    @Test
    void placeOfTheMetadataServiceAndTheDeadlineCanBeGiven() {
        var arguments = parse(
                "--audience", "a", "--imds", "http://127.0.0.1:4", "--deadline", "3", "--identity-client-id", "id");

        assertThat(arguments.imds()).isEqualTo(URI.create("http://127.0.0.1:4"));
        assertThat(arguments.deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(arguments.identityClientId()).contains("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | nothing to do: give --key-vault, --storage or --audience",
                "--colour red | unknown option --colour",
                "--audience | --audience needs a value",
                "--audience a --audience b | --audience is given twice",
                "--key-vault https://v.vault.azure.net | --key-vault needs --secret too",
                "--storage https://s.blob.core.windows.net --blob b | --storage needs --container too",
                "--key-vault v.vault.azure.net --secret s | --key-vault needs a URL such as https://name.example, not v.vault.azure.net",
                "--audience a --deadline 0 | --deadline needs at least 1 second, not 0",
                "--audience a --deadline soon | --deadline needs a number of seconds, not soon",
            })
    void whatMakesNoSenseIsRefusedInOneLine(String line, String message) {
        assertThatThrownBy(() -> parse(line.isEmpty() ? new String[0] : line.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    private static Arguments parse(String... args) {
        return Arguments.parse(List.of(args), IMDS);
    }
}
