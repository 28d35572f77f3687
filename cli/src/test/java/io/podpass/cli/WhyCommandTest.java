package io.podpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhyCommandTest extends ClusterCommandTest {
    @BeforeEach
    void definePods() {
        define();
        create("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-0}
                """);
        pod("labelled", "aadpodidbinding: orders");
        pod("plain", "app: orders");
    }

    @Test
    void theFirstBrokenLinkIsShownWithWhatMendsIt() {
        assertThat(why("labelled")).as("%s", err).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("Pod shop/labelled\n")
                .containsPattern("ok +pod +on node node-0")
                .containsPattern("ok +label +aadpodidbinding=orders")
                .containsPattern(
                        "BROKEN +binding +no binding has the selector \"orders\"\n +-> write an AzureIdentityBinding")
                .endsWith("It breaks at: binding.\n");
    }

    @Test
    void aPodMayBeNamedAsKubectlNamesIt() {
        assertThat(why("pod/plain")).as("%s", err).isEqualTo(1);
        assertThat(out.toString()).contains("It breaks at: label.");
    }

    @Test
    void jsonHasTheSameLinks() {
        assertThat(why("plain", "-o", "json")).as("%s", err).isEqualTo(1);
        assertThat(out.toString())
                .contains("\"pod\":\"plain\"", "\"holds\":false", "\"step\":\"label\",\"state\":\"broken\"");
    }

    @Test
    void noTokenGoesToAnAddressThatAnybodyCanListenTo() {
        assertThat(why("labelled", "--azure", "--arm-endpoint", "http://127.0.0.1:1/"))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("--arm-endpoint must begin with https://");
    }

    @Test
    void aPodThatIsNotThereIsOneLine() {
        assertThat(why("gone")).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("there is no pod gone in namespace shop");
    }

    @Test
    void withoutDefinitionsItIsSaidWhatCannotBeRead() {
        client.apiextensions().v1().customResourceDefinitions().delete();
        assertThat(why("labelled")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("can't read azureidentities");
    }

    private int why(String pod, String... more) {
        return run(Stream.concat(Stream.of("why", pod, "-n", "shop", "--kubeconfig", kubeconfig), Stream.of(more))
                .toArray(String[]::new));
    }

    private void pod(String name, String label) {
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: shop, labels: {%s}}
                spec: {nodeName: node-0, containers: [{name: c, image: i}]}
                """.formatted(name, label));
    }
}
