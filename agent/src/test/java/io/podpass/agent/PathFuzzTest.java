package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goes on from the spellings of {@link OddPathsTest}. An ordinary build tries those alone; with {@code JAZZER_FUZZ=1} in
 * the environment new ones are looked for.
 */
final class PathFuzzTest {
    @MethodSource("io.podpass.agent.OddPathsTest#tokenLike")
    @FuzzTest(maxDuration = "5m")
    void nothingThatAnyServerTakesForATokenPathIsPassedOn(@NotNull String target) {
        var path = RequestPath.of(target);
        var route = Route.of(path);

        if (passedOn(path, route)) {
            assertThat(NaiveReadings.anyIsAToken(target))
                    .as("what came: %s", target)
                    .isFalse();
            assertThat(NaiveReadings.anyIsAToken(path.clean()))
                    .as("what goes to IMDS: %s", path.clean())
                    .isFalse();
        }
    }

    private static boolean passedOn(RequestPath path, Route route) {
        return (route == Route.INSTANCE_METADATA || route == Route.OTHER) && Paths.DEFAULTS.passesThrough(path);
    }

    @ValueSource(
            strings = {
                "api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net&client_id=a",
                "resource=a&resource=b&RESOURCE=c",
                "&&=&=x&resource",
                "resource=%&client_id=%zz&mi_res_id=%2",
                "resource=%25252e+&msi_res_id=/subscriptions/s&mi_res_id=x&object_id=&principal_id=p"
            })
    @FuzzTest(maxDuration = "2m")
    void aQueryIsReadOrFoundInvalidButNeverFails(@NotNull String query) {
        TokenQuery.parse(query)
                .ifPresent(read -> assertThat(read.identity().toString()).isNotEmpty());
    }
}
