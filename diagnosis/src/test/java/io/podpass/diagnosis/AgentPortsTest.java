package io.podpass.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podpass.core.RequestedIdentity;
import io.podpass.diagnosis.WhyQuestion.Probe;
import io.podpass.kube.KubeClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentPortsTest {
    private static final WhyQuestion QUESTION = new WhyQuestion(
            WhyStory.POD,
            new RequestedIdentity(Optional.of("a b"), Optional.empty(), Optional.empty()),
            "https://vault.azure.net",
            Optional.empty(),
            Optional.empty(),
            false,
            new Probe.Forwarded());

    private final CopyOnWriteArrayList<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer agent;
    private ForwardingApiServer api;
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        agent.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("podns") + "/"
                    + exchange.getRequestHeaders().getFirst("podname"));
            var body = "{\"client_id\":\"c\",\"source\":\"cache\",\"expires_in\":60}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        agent.start();
        api = new ForwardingApiServer(agent.getAddress().getPort());
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(api.port()));
        client = KubeClients.build(Optional.of(kubeconfig), "test");
        client.getConfiguration().setRequestRetryBackoffLimit(0);
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
        agent.stop(0);
    }

    @Test
    void theAgentIsAskedThroughAPortForwardedToItsPod() throws InterruptedException {
        var tried = new AgentPorts(client).tryAt(WhyStory.agent(true, "agent", "--nmi-port=2580"), QUESTION);

        assertThat(tried).isEqualTo(Part.read(new Trial.Issued("cache", Duration.ofSeconds(60))));
        assertThat(api.asked)
                .containsExactly("/api/v1/namespaces/kube-system/pods/podpass-agent-x/portforward?ports=2580");
        assertThat(seen)
                .containsExactly("/podpass/trial?resource=https%3A%2F%2Fvault.azure.net&client_id=a+b shop/orders-0");
    }

    @Test
    void anApiServerThatForwardsNothingIsNoAnswer() throws InterruptedException {
        api.close();

        var tried = new AgentPorts(client).tryAt(WhyStory.agent(true, "agent"), QUESTION);

        assertThat(tried.problem()).isPresent();
    }
}
