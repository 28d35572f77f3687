package io.podpass.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                      | f is empty",
                "PK\u0003\u0004                                          | f is a plan as terraform plan -out writes it",
                "{                                                       | f:1 can't be read",
                "[1]                                                     | f:1 is no Kubernetes object",
                "{\"a\": 1}                                              | it has no kind",
                "a: [                                                    | f:1 can't be read",
                "{\"version\": 4, \"lineage\": \"x\"}                    | f is Terraform's own state file",
                "{\"format_version\": \"2.0\"}                           | f has format_version \"2.0\", known is 1.x",
                "{\"format_version\": \"1.0\"}                           | f is neither a plan nor a state",
                "kind: AzureIdentity | f:1: this AzureIdentity has no metadata",
                "{\"kind\": \"AzureIdentity\", \"metadata\": {}, \"spec\": \"text\"} | f:1: AzureIdentity default/ can't be read",
            })
    void saysInOneLineWhatIsWrongWithAFile(String text, String message) {
        assertThatThrownBy(() -> check(text))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    @Test
    void anAliasIsNotTakenForAText() {
        assertThatThrownBy(() -> check("kind: Pod\nmetadata: {labels: &l {a: b}}\nspec: *l\n"))
                .isInstanceOf(CheckException.class)
                .hasMessageStartingWith("f:3 has a YAML alias");
    }

    @Test
    void anEmptyStateIsAStateWithoutResources() {
        assertThat(check("{\"format_version\": \"1.0\", \"terraform_version\": \"1.11.4\"}")
                        .findings())
                .isEmpty();
    }

    @Test
    void aFindingNamesTheLineOfItsDocument() {
        var found = check("# comment\nkind: ConfigMap\n---\nkind: AzureIdentity\nmetadata: {name: a}\n");
        assertThat(found.findings()).extracting(one -> one.place().line()).containsExactly(4);
    }

    @Test
    void aFindingNamesTheLineOfItsItem() {
        var found = check("{\"kind\": \"List\", \"items\": [\n{\"kind\": \"ConfigMap\"},\n"
                + "{\"kind\": \"AzureIdentity\", \"metadata\": {\"name\": \"a\"}}]}");
        assertThat(found.findings()).extracting(one -> one.place().line()).containsExactly(3);
    }

    private static Check check(String text) {
        return Check.of(List.of(new Source("f", text)));
    }
}
