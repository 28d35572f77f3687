package io.podpass.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorBodyTest {
    @Test
    void reasonIsTheDescriptionOfAnOauthError() {
        assertThat(ErrorBody.reason("{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}"))
                .isEqualTo("Identity not found");
    }

    @Test
    void reasonIsTheErrorIfThereIsNoDescription() {
        assertThat(ErrorBody.reason("{\"error\":\"Bad request. api-version is invalid\",\"newest-versions\":[]}"))
                .isEqualTo("Bad request. api-version is invalid");
    }

    @Test
    void reasonIsTheTextIfTheBodyIsNoJson() {
        assertThat(ErrorBody.reason("no identity is bound to this pod\n"))
                .isEqualTo("no identity is bound to this pod");
        assertThat(ErrorBody.reason("")).isEmpty();
        assertThat(ErrorBody.reason("[1]")).isEqualTo("[1]");
    }

    @Test
    void reasonOfAPageIsCut() {
        assertThat(ErrorBody.reason("x".repeat(1_000))).hasSize(300);
    }

    @Test
    void codeIsTheMostPreciseThatTheVaultGives() {
        assertThat(ErrorBody.code("{\"error\":{\"code\":\"Forbidden\",\"innererror\":{\"code\":\"ForbiddenByRbac\"}}}"))
                .isEqualTo("ForbiddenByRbac");
        assertThat(ErrorBody.code("{\"error\":{\"code\":\"SecretNotFound\",\"message\":\"…\"}}"))
                .isEqualTo("SecretNotFound");
        assertThat(ErrorBody.code("upstream timed out")).isEqualTo("upstream timed out");
    }
}
