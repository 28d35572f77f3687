package io.podpass.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.podpass.cli.ReferenceAzure.ManagedIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An official SDK's {@code ManagedIdentityCredential}, unmodified, in a process in a pod: whose token does it get? */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SdkWorldExtension.class)
abstract class SdkScenario {
    /** The SDKs themselves go on trying for two minutes. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The program that asks for a token, or one line that says why there is none. */
    record Program(List<String> command, Map<String, String> environment, Optional<String> missing) {
        static Program of(Map<String, String> environment, String... command) {
            return new Program(List.of(command), environment, Optional.empty());
        }

        static Program missing(String why) {
            return new Program(List.of(), Map.of(), Optional.of(why));
        }
    }

    abstract Program program();

    @BeforeAll
    void skipWithoutTheSdk() {
        program().missing().ifPresent(why -> {
            // The build's report counts what was skipped but gives no reasons.
            System.err.println(getClass().getSimpleName() + " is skipped: " + why);
            assumeTrue(false, why);
        });
    }

    @Test
    void getsATokenWithoutNamingAnIdentity(SdkWorld world) throws Exception {
        gets(world, world.unnamed());
    }

    @Test
    void getsTheTokenOfTheClientIdThatItNames(SdkWorld world) throws Exception {
        gets(world, world.named(), "clientId", world.named().clientId());
    }

    @Test
    void getsTheTokenOfTheResourceIdThatItNames(SdkWorld world) throws Exception {
        gets(world, world.named(), "resourceId", world.named().resourceId());
    }

    @Test
    void getsTheTokenOfTheObjectIdThatItNames(SdkWorld world) throws Exception {
        gets(world, world.named(), "objectId", world.named().principalId());
    }

    private void gets(SdkWorld world, ManagedIdentity expected, String... arguments) throws Exception {
        var pod = world.pod();
        var command = new ArrayList<>(pod.commandPrefix());
        command.addAll(program().command());
        command.addAll(List.of(arguments));
        var environment = new HashMap<>(program().environment());
        environment.putAll(pod.environment());
        // Go's SDK reads no variable for the address of IMDS; where nothing redirects it, a proxy's will have to do.
        Optional.ofNullable(pod.environment().get("AZURE_POD_IDENTITY_AUTHORITY_HOST"))
                .ifPresent(agent -> environment.put("HTTP_PROXY", agent));
        try (var running = RunningProgram.start(command, environment)) {
            var printed = running.awaitEnd(LIMIT);
            var claims = new ObjectMapper()
                    .readTree(printed.lines()
                            .filter(line -> line.startsWith("{"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("printed no claims: " + printed)));
            assertThat(claims.path("appid").asText()).isEqualTo(expected.clientId());
            assertThat(claims.path("aud").asText()).isEqualTo(PodCalls.VAULT);
        }
    }
}
