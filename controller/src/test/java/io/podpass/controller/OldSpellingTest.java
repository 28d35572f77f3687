package io.podpass.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OldSpellingTest {
    @Test
    void capitalsBecomeWhatIsReadNow() {
        assertThat(OldSpelling.corrected(Map.of(
                        "ClientID", "c", "ResourceID", "r", "ClientPassword", Map.of("Name", "n", "Namespace", "s"))))
                .contains(Map.of(
                        "clientID", "c", "resourceID", "r", "clientPassword", Map.of("name", "n", "namespace", "s")));
    }

    @Test
    void whatAnAssignmentEmbedsIsCorrectedToo() {
        assertThat(OldSpelling.corrected(Map.of("AzureIdentityRef", Map.of("spec", Map.of("ClientID", "c")))))
                .contains(Map.of("azureIdentityRef", Map.of("spec", Map.of("clientID", "c"))));
    }

    @Test
    void theRightSpellingNeedsNoWriting() {
        assertThat(OldSpelling.corrected(Map.of("azureIdentity", "i", "selector", "s")))
                .isEmpty();
    }

    @Test
    void theRightSpellingCountsWhereBothAreThere() {
        assertThat(OldSpelling.corrected(Map.of("clientID", "new", "ClientID", "old")))
                .isEmpty();
    }

    @Test
    void peoplesOwnLabelsStayAsTheyAre() {
        assertThat(OldSpelling.corrected(Map.of("PodLabels", Map.of("Type", "a", "Name", "b"))))
                .contains(Map.of("podLabels", Map.of("Type", "a", "Name", "b")));
    }
}
