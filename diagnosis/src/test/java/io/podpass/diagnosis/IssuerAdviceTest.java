package io.podpass.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerAdviceTest {
    @ParameterizedTest
    @CsvSource({
        "no token for x from https://login/: HTTP 401 AADSTS7000215: Invalid client secret provided., AADSTS7000215: the Secret holds no valid client secret",
        "AADSTS700016: Application with identifier 'a' was not found, no such application",
        "AADSTS7002138: no match, differs in case only",
        "AADSTS700213: No matching federated identity record, system:serviceaccount:NAMESPACE:NAME",
        "IMDS refused a token for x: HTTP 400 invalid_request: Identity not found, deleted and made anew",
        "IMDS refused a token for x: HTTP 400 invalid_request: Multiple user assigned identities exist, client_id",
        "IMDS cannot issue a token for x: HTTP 429 too_many_requests, 20 answers a second"
    })
    void codesAndTextsAreExplained(String message, String advice) {
        assertThat(IssuerAdvice.of(message)).get().asString().contains(advice);
    }

    @Test
    void ofSeveralCodesTheFirstKnownOneCounts() {
        assertThat(IssuerAdvice.of("AADSTS9999999 and AADSTS7000222"))
                .get()
                .asString()
                .startsWith("AADSTS7000222");
    }

    @Test
    void anUnknownTextHasNoAdvice() {
        assertThat(IssuerAdvice.of("AADSTS9999999: new")).isEmpty();
    }
}
