package io.podpass.agent;

import static io.podpass.agent.RunningAgent.METADATA;
import static io.podpass.agent.RunningAgent.TOKEN;
import static io.podpass.agent.RunningAgent.TOKEN_PATH;
import static io.podpass.agent.Samples.IDENTITY;
import static io.podpass.agent.Samples.assigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.azure.TokenException;
import io.podpass.core.ExceptionRule;
import io.podpass.core.ObjectKey;
import io.podpass.core.Pod;
import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pod that an exception covers: it has the host's identities instead of granted ones (spec aad-pod-identity §2.8). */
final class ExceptedPodTest {
    private static final Map<String, String> LABELS = Map.of("kubernetes.azure.com/managedby", "AKS");
    private static final Pod ADDON = Samples.labelled(Samples.pod("addon", RunningAgent.ADDRESS), LABELS);
    private static final String RESOURCE_ID =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x";

    private final RunningAgent agent = new RunningAgent();

    @AfterEach
    void close() {
        agent.close();
    }

    private static ExceptionRule exception(Optional<Set<String>> clientIds) {
        return new ExceptionRule(
                new ObjectKey("shop", "addons"), Map.of("kubernetes.azure.com/managedby", "aks"), clientIds);
    }

    private RawHttp.Answer ask(String more) throws IOException {
        return agent.get(TOKEN + more, METADATA);
    }

    @ParameterizedTest
    @CsvSource({
        "&client_id=some-client, &client_id=some-client",
        "&msi_res_id=" + RESOURCE_ID + ", &msi_res_id=" + RESOURCE_ID,
        "&mi_res_id=" + RESOURCE_ID + ", &msi_res_id=" + RESOURCE_ID,
        "&object_id=some-object, &object_id=some-object",
        "&client_id=c&object_id=o, &client_id=c&object_id=o"
    })
    void itsRequestIsHonouredInFull(String asked, String passedOn) throws IOException {
        agent.node.with(ADDON).with(exception(Optional.empty()));

        assertThat(ask(asked).status()).isEqualTo(200);
        assertThat(agent.imds.seen())
                .extracting(seen -> seen.target().replace("%2F", "/").replace("%3A", ":"))
                .containsExactly(TOKEN_PATH + "?api-version=2018-02-01&resource=https://vault.azure.net" + passedOn);
    }

    @Test
    void aRequestThatNamesNothingIsAnsweredWithTheHostsOwnIdentity() throws IOException {
        agent.node.with(ADDON).with(exception(Optional.empty()));

        assertThat(ask("").status()).isEqualTo(200);
        assertThat(agent.imds.seen()).extracting(FakeImds.Seen::target).containsExactly(TOKEN);
    }

    @Test
    void itIsAskedForAnewEachTimeSinceTheHostsIdentitiesAreNotKnownHere() throws IOException {
        agent.node.with(ADDON).with(exception(Optional.empty()));
        ask("");
        ask("");

        assertThat(agent.imds.seen()).hasSize(2);
    }

    @Test
    void anExceptionWithAListOpensOnlyWhatItLists() throws IOException {
        agent.node.with(ADDON).with(exception(Optional.of(Set.of("listed"))));

        assertThat(ask("&client_id=LISTED").status()).isEqualTo(200);
        var other = ask("&client_id=other");
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.hasHeader("x-podpass-reason", "not-in-exception")).isTrue();
        for (var unmatched : new String[] {"", "&msi_res_id=" + RESOURCE_ID, "&object_id=o"}) {
            var answer = ask(unmatched);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.hasHeader("x-podpass-reason", "exception-needs-client-id"))
                    .isTrue();
        }
        assertThat(agent.imds.seen()).hasSize(1);
    }

    @Test
    void anExceptionOfAnotherNamespaceOpensNothing() throws IOException {
        agent.node
                .with(ADDON)
                .with(new ExceptionRule(
                        new ObjectKey("kube-system", "addons"),
                        Map.of("kubernetes.azure.com/managedby", "aks"),
                        Optional.empty()));

        assertThat(ask("").hasHeader("x-podpass-reason", "no-label")).isTrue();
        assertThat(agent.imds.seen()).isEmpty();
    }

    @Test
    void nothingIsAnsweredBeforeTheExceptionsHaveBeenRead() throws IOException {
        agent.node.with(ADDON).with(assigned(ADDON, IDENTITY)).notSynced();

        assertThat(ask("").status()).isEqualTo(503);
        assertThat(agent.imds.seen()).isEmpty();
    }

    @Test
    void aTokenIsNotHandedOutOnceTheExceptionIsGone() throws IOException {
        var exception = exception(Optional.empty());
        agent.node.with(ADDON).with(exception);
        agent.imds.beforeAnswer(() -> agent.node.without(exception));

        var answer = ask("");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("token-for");
    }

    @Test
    void anIssuersRefusalIsFinalAndAnIssuerThatIsAwayIsNot() throws InterruptedException {
        agent.node.with(ADDON).with(exception(Optional.empty()));

        assertThat(answerWhenImdsSays(TokenException.refused("Identity not found")))
                .isEqualTo(403);
        assertThat(answerWhenImdsSays(TokenException.unavailable("cannot reach IMDS")))
                .isEqualTo(503);
    }

    private int answerWhenImdsSays(TokenException failure) throws InterruptedException {
        HostTokens failing = (_, _, _) -> {
            throw failure;
        };
        var gates = Gates.of(agent.clock, _ -> {});
        var rules = Agent.rules(
                AgentSettings.defaults(Samples.NODE),
                agent.node,
                agent.clock,
                gates,
                new Issuers(Map.of(), failing, _ -> true),
                new PassThrough(agent.imds.uri(), HttpClient.newHttpClient(), gates.metadata(), agent.clock),
                Observers.audit(),
                CallerRoutes.unchecked(),
                Runnable::run);
        return rules.answer(
                        new MetadataRequest(
                                "GET",
                                TOKEN_PATH,
                                "resource=https://vault.azure.net",
                                Optional.of("true"),
                                false,
                                new StillPeer(RunningAgent.ADDRESS),
                                Optional.empty()),
                        false)
                .status();
    }

    @Test
    void aPodThatIsCalledLikeTheOldControllerIsNoException() throws IOException {
        agent.node.with(Samples.labelled(Samples.pod("mic-7d9c-abcde", RunningAgent.ADDRESS), Map.of("app", "mic")));

        assertThat(ask("").status()).isEqualTo(403);
    }
}
