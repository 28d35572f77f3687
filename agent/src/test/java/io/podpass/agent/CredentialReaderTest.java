package io.podpass.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CredentialReaderTest {
    @Test
    void theKeyClientSecretIsPreferredWhateverElseIsThere() {
        assertThat(CredentialReader.secret(values("a", "one", "clientSecret", "two", "z", "three"))
                        .value())
                .isEqualTo("two");
    }

    @Test
    void theOnlyKeyIsTakenWhateverItsName() {
        assertThat(CredentialReader.secret(values("password", "one")).value()).isEqualTo("one");
    }

    @Test
    void severalKeysWithoutClientSecretAreAmbiguous() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialReader.secret(values("a", "one", "b", "two")))
                .withMessage("it has several keys and none is clientSecret: name the one that is meant so");
    }

    @Test
    void anEmptySecretIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialReader.secret(Map.of()))
                .withMessageContaining("clientSecret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialReader.secret(values("clientSecret", "")))
                .withMessage("the client secret is empty");
    }

    @Test
    void aCertificateNeedsItsKeyAndSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialReader.certificate(values("cert", "x", "password", "y")))
                .withMessageContaining("lacks the key certificate");
    }

    @Test
    void whatIsNoCertificateIsNotQuoted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CredentialReader.certificate(values("certificate", "hush", "password", "hush")))
                .withMessageContaining("no PKCS#12 file")
                .withMessageNotContaining("hush");
    }

    private static Map<String, byte[]> values(String... pairs) {
        var values = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1].getBytes(UTF_8));
        }
        return values;
    }
}
