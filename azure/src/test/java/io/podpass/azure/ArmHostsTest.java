package io.podpass.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podpass.azure.FakeServer.Answer;
import io.podpass.azure.FakeServer.Seen;
import io.podpass.core.Host;
import io.podpass.core.HostIdentities;
import io.podpass.core.IdentityPatch;
import io.podpass.core.ResourceId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArmHostsTest {
    private static final String SCALE_SET =
            "/subscriptions/s/resourceGroups/MC_rg/providers/Microsoft.Compute/virtualMachineScaleSets/pool";
    static final Host HOST = new Host(Host.Kind.SCALE_SET, new ResourceId(SCALE_SET));
    private static final ResourceId ORDERS = identity("orders");
    private static final ResourceId BILLING = identity("billing");

    private final FakeServer arm = new FakeServer();
    private final StoryClock clock = new StoryClock();
    private final Host host = HOST;
    private final ArmHosts hosts = new ArmHosts(
            arm.uri(), ImdsClient.plainHttpClient(), ArmHostsTest::armToken, clock, clock, ArmLimits.DEFAULTS);

    @AfterEach
    void closeServer() {
        arm.close();
    }

    static ResourceId identity(String name) {
        return new ResourceId(
                "/subscriptions/s/resourceGroups/ids/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
                        + name);
    }

    static Token armToken() {
        return new Token("arm-token", StoryClock.START, StoryClock.START.plusSeconds(3600), "arm", "Bearer");
    }

    private static SortedSet<ResourceId> ids(ResourceId... ids) {
        return new TreeSet<>(Set.of(ids));
    }

    private void attachOrders() {
        hosts.patch(host, new IdentityPatch(false, true, ids(ORDERS), ids()));
    }

    private ArmException attachFailure() {
        return catchThrowableOfType(ArmException.class, this::attachOrders);
    }

    private static Answer hostAnswer(String state, String identity) {
        return new Answer(
                200,
                "{\"id\":\"" + SCALE_SET + "\",\"properties\":{\"provisioningState\":\"" + state + "\"}" + identity
                        + "}");
    }

    private static Answer done() {
        return hostAnswer(
                "Succeeded",
                ",\"identity\":{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{\"" + ORDERS.value()
                        + "\":{\"clientId\":\"c-1\",\"principalId\":\"p-1\"}}}");
    }

    @Test
    void readsIdentitiesInWhateverCaseArmWritesThem() {
        arm.answers(hostAnswer(
                "Succeeded",
                ",\"identity\":{\"type\":\"SystemAssigned,UserAssigned\",\"principalId\":\"sys\","
                        + "\"userAssignedIdentities\":{\"/Subscriptions/S/ResourceGroups/IDS/providers/"
                        + "Microsoft.ManagedIdentity/userAssignedIdentities/Orders\":{\"principalId\":\"p-1\"}}}"));

        assertThat(hosts.get(host)).isEqualTo(new HostIdentities(true, Set.of(ORDERS)));
        assertThat(hosts.principalIds(host)).isEqualTo(Map.of(ORDERS, "p-1"));
        var request = arm.seen().getFirst();
        assertThat(request.target()).isEqualTo(host.id().value() + "?api-version=" + ArmHosts.API_VERSION);
        assertThat(request.header("Authorization")).isEqualTo("Bearer arm-token");
    }

    @Test
    void aHostWithoutAnIdentityHasNone() {
        arm.answers(hostAnswer("Succeeded", ""));

        assertThat(hosts.get(host)).isEqualTo(new HostIdentities(false, Set.of()));
    }

    @Test
    void aHostThatIsBeingDeletedCountsAsGone() {
        arm.answers(hostAnswer("Deleting", ""));

        assertThat(catchThrowableOfType(ArmException.class, () -> hosts.get(host))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void patchesTheIdentityAndNothingElse() {
        arm.answers(done());

        hosts.patch(host, new IdentityPatch(true, true, ids(ORDERS), ids(BILLING)));

        var request = arm.seen().getFirst();
        assertThat(request.method()).isEqualTo("PATCH");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.body())
                .isEqualTo("{\"identity\":{\"type\":\"SystemAssigned, UserAssigned\",\"userAssignedIdentities\":{\""
                        + ORDERS + "\":{},\"" + BILLING + "\":null}}}");
        assertThat(hosts.principalIds(host)).isEqualTo(Map.of(ORDERS, "p-1"));
    }

    @Test
    void leavesTheMapOutWhenNothingRemains() {
        arm.answers(hostAnswer("Succeeded", ""));

        hosts.patch(host, new IdentityPatch(false, false, ids(), ids(ORDERS)));

        assertThat(arm.seen()).extracting(Seen::body).containsExactly("{\"identity\":{\"type\":\"None\"}}");
    }

    @Test
    void followsTheAsyncOperationAtThePaceArmAsksFor() {
        arm.answers(
                new Answer(202, "", Map.of("Azure-AsyncOperation", arm.uri() + "/op/1?t=x", "Retry-After", "20")),
                new Answer(200, "{\"status\":\"InProgress\"}", Map.of("Retry-After", "5")),
                new Answer(200, "{\"status\":\"Succeeded\"}"),
                done());

        attachOrders();

        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(5));
        assertThat(arm.seen()).extracting(Seen::target).contains("/op/1?t=x");
        assertThat(hosts.principalIds(host)).isEqualTo(Map.of(ORDERS, "p-1"));
    }

    @Test
    void followsALocation() {
        arm.answers(
                new Answer(202, "", Map.of("Location", "/result/1")), new Answer(202, ""), new Answer(204, ""), done());

        attachOrders();

        assertThat(arm.seen())
                .extracting(Seen::target)
                .startsWith(host.id().value() + "?api-version=" + ArmHosts.API_VERSION, "/result/1", "/result/1");
    }

    @Test
    void followsTheProvisioningStateWhenThereIsNoLink() {
        arm.answers(hostAnswer("Updating", ""), hostAnswer("Updating", ""), done());

        attachOrders();

        assertThat(arm.seen()).extracting(Seen::method).containsExactly("PATCH", "GET", "GET", "GET");
    }

    @Test
    void aPollThatIsAnsweredWith200MayStillSayThatItFailed() {
        arm.answers(
                new Answer(202, "", Map.of("Azure-AsyncOperation", "/op/1")),
                new Answer(
                        200,
                        "{\"status\":\"Failed\",\"error\":{\"code\":\"FailedIdentityOperation\",\"message\":\"Identity"
                                + " '/subscriptions/s/resourceGroups/ids/providers/Microsoft.ManagedIdentity/"
                                + "userAssignedIdentities/Orders' does not exist.\"}}"));

        var failure = attachFailure();

        assertThat(failure.code()).isEqualTo("FailedIdentityOperation");
        assertThat(failure.offending()).containsExactly(ORDERS);
    }

    @Test
    void aThrottledPollDoesNotEndTheOperation() {
        arm.answers(
                new Answer(202, "", Map.of("Azure-AsyncOperation", "/op/1")),
                new Answer(429, "", Map.of("Retry-After", "30")),
                new Answer(200, "{\"status\":\"Succeeded\"}"),
                done());

        attachOrders();

        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void anOperationThatNeverEndsIsGivenUp() {
        arm.answers(
                new Answer(202, "", Map.of("Azure-AsyncOperation", "/op/1")),
                new Answer(200, "{\"status\":\"InProgress\"}", Map.of("Retry-After", "60")));

        var failure = attachFailure();

        assertThat(failure.status()).isEqualTo(ArmException.NO_ANSWER);
        assertThat(failure.code()).isEqualTo("OperationTimedOut");
        assertThat(clock.instant()).isBefore(StoryClock.START.plus(ArmLimits.DEFAULTS.operation()));
    }

    @Test
    void theTokenIsNotSentToWhereALinkPoints() {
        try (var elsewhere = new FakeServer()) {
            var link = elsewhere.uri().toString().replace("127.0.0.1", "localhost") + "/op";
            arm.answers(new Answer(202, "", Map.of("Azure-AsyncOperation", link)));

            assertThat(attachFailure().code()).isEqualTo("ForeignLink");
            assertThat(elsewhere.seen()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 503})
    void triesAFewTimesWhatMayPass(int status) {
        arm.answers(new Answer(status, ""), new Answer(status, ""), done());

        attachOrders();

        assertThat(arm.seen()).hasSize(3);
        assertThat(clock.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void doesNotTryForEver() {
        arm.answers(new Answer(503, ""));

        assertThat(attachFailure().status()).isEqualTo(503);
        assertThat(arm.seen()).hasSize(3);
    }

    @Test
    void aThrottledRequestIsTheCallersToRepeat() {
        arm.answers(new Answer(
                429,
                "{\"code\":\"OperationNotAllowed\",\"message\":\"The server rejected the request because too many"
                        + " requests have been received for this subscription.\"}",
                Map.of("Retry-After", "1200")));

        var failure = attachFailure();

        assertThat(arm.seen()).hasSize(1);
        assertThat(failure.code()).isEqualTo("OperationNotAllowed");
        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(20));
    }

    @Test
    void aRefusalForWantOfRightsOnTheHostNamesTheRoleAndTheCommand() {
        arm.answers(new Answer(
                403,
                "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"The client 'a-1' with object id 'o-1' does"
                        + " not have authorization to perform action"
                        + " 'Microsoft.Compute/virtualMachineScaleSets/write' over scope '" + SCALE_SET
                        + "' or the scope is invalid. If access was recently granted, please refresh your"
                        + " credentials.\"}}"));

        assertThat(attachFailure())
                .hasMessage("cannot change the identities of scale set " + host.id()
                        + ": HTTP 403 AuthorizationFailed: the principal with object id o-1 lacks the role \"Virtual"
                        + " Machine Contributor\" (Microsoft.Compute/virtualMachineScaleSets/write) on " + SCALE_SET
                        + "; grant it: az role assignment create --assignee-object-id o-1 --assignee-principal-type"
                        + " ServicePrincipal --role \"Virtual Machine Contributor\" --scope " + SCALE_SET);
    }

    @Test
    void aRefusalForWantOfRightsOnIdentitiesNamesThemAll() {
        arm.answers(new Answer(
                403,
                "{\"error\":{\"code\":\"LinkedAuthorizationFailed\",\"message\":\"The client 'a-1' with object id 'o-1'"
                        + " has permission to perform action 'Microsoft.Compute/virtualMachineScaleSets/write' on scope"
                        + " '" + SCALE_SET + "'; however, it does not have permission to perform action"
                        + " 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '"
                        + ORDERS + "," + BILLING + "' or the linked scope(s) are invalid.\"}}"));

        var failure = attachFailure();

        assertThat(failure.offending()).containsExactlyInAnyOrder(ORDERS, BILLING);
        assertThat(failure)
                .hasMessageContaining("the principal with object id o-1 lacks the role \"Managed Identity Operator\"")
                .hasMessageContaining(
                        "az role assignment create --assignee-object-id o-1 --assignee-principal-type ServicePrincipal"
                                + " --role \"Managed Identity Operator\" --scope " + BILLING)
                .hasMessageNotContaining("\n");
    }

    @Test
    void otherErrorsQuoteArmInOneLineAndOffendNobody() {
        arm.answers(new Answer(
                404,
                "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"The Resource\\n'" + ORDERS
                        + "' was not found.\"}}"));

        var failure = attachFailure();

        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.offending()).isEmpty();
        assertThat(failure)
                .hasMessageEndingWith("HTTP 404 ResourceNotFound: The Resource '" + ORDERS + "' was not found.");
    }

    @Test
    void findsAnIdentity() {
        arm.answers(new Answer(200, "{\"id\":\"" + ORDERS + "\",\"properties\":{\"clientId\":\"c-1\"}}"));

        assertThat(hosts.exists(ORDERS)).isTrue();
        assertThat(arm.seen()).extracting(Seen::target).containsExactly(ORDERS + "?api-version=2023-01-31");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ResourceNotFound", "ResourceGroupNotFound"})
    void findsThatAnIdentityIsGone(String code) {
        arm.answers(new Answer(404, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"gone\"}}"));

        assertThat(hosts.exists(ORDERS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "404, SubscriptionNotFound",
        "404, InvalidResourceType",
        "403, AuthorizationFailed",
        "429, TooManyRequests"
    })
    void anAnswerOfAnotherKindIsNoNewsOfTheIdentity(int status, String code) {
        arm.answers(new Answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}"));

        assertThat(catchThrowableOfType(ArmException.class, () -> hosts.exists(ORDERS)))
                .hasMessage("cannot find identity " + ORDERS + ": HTTP " + status + " " + code + ": no");
    }

    @Test
    void aControllerWithoutATokenSaysSo() {
        var tokenless = new ArmHosts(
                arm.uri(),
                ImdsClient.plainHttpClient(),
                () -> {
                    throw TokenException.unavailable("cannot reach IMDS");
                },
                clock,
                clock,
                ArmLimits.DEFAULTS);

        assertThat(catchThrowableOfType(ArmException.class, () -> tokenless.get(host)))
                .hasMessage("cannot read the identities of scale set " + host.id()
                        + ": no token for ARM: cannot reach IMDS");
        assertThat(arm.seen()).isEmpty();
    }
}
