package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckCommandTest extends CommandTest {
    private static final String BINDING = """
            apiVersion: aadpodidentity.k8s.io/v1
            kind: AzureIdentityBinding
            metadata: {name: orders, namespace: shop}
            spec: {azureIdentity: %s, selector: orders}
            """;

    @TempDir
    private Path folder;

    @Test
    void anErrorMeansOne() throws IOException {
        var file = write("a.yaml", BINDING.formatted("\"\""));

        assertThat(run("check", file)).isEqualTo(1);
        assertThat(out.toString()).contains("binding-empty", "AzureIdentityBinding shop/orders", "1 error, 0 warnings");
    }

    @Test
    void aWarningMeansNothingUnlessStrict() throws IOException {
        var file = write("a.yaml", BINDING.formatted("orders"));

        assertThat(run("check", file)).isZero();
        assertThat(out.toString()).contains("identity-not-seen", "0 errors, 1 warning");
        assertThat(run("check", "--strict", file)).isEqualTo(1);
    }

    @Test
    void whatIsNoneOfItIsRefusedInOneLine() throws IOException {
        assertThat(run("check", write("a.txt", "hello"))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("a.txt:1 is no Kubernetes object");
    }

    @Test
    void aPlanAsTerraformKeepsItIsToldHowToBeShown() throws IOException {
        var file = folder.resolve("tfplan");
        Files.write(file, new byte[] {'P', 'K', 3, 4, (byte) 0xff, (byte) 0xfe});

        assertThat(run("check", file.toString())).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("terraform show -json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aFileMayBeginWithAByteOrderMark(String encoding) throws IOException {
        var file = folder.resolve("a.yaml");
        Files.write(file, ("\ufeff" + BINDING.formatted("orders")).getBytes(Charset.forName(encoding)));

        assertThat(run("check", file.toString())).as("%s", err).isZero();
        assertThat(out.toString()).contains("identity-not-seen");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(run("check", folder.resolve("none.json").toString())).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("none.json: there is no such file");
    }

    @Test
    void aFolderIsAllItsYaml() throws IOException {
        write("a.yaml", BINDING.formatted("orders"));
        write("b.json", "not looked at");

        assertThat(run("check", "-o", "json", folder.toString())).isZero();
        assertThat(out.toString()).contains("\"id\" : \"identity-not-seen\"").contains("a.yaml");
    }

    @Test
    void nothingIsFoundInTheManifestsOfThisProject() {
        assertThat(run("check", "--strict", Path.of("..", "deploy", "manifests").toString()))
                .as("%s%s", out, err)
                .isZero();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
