package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.core.RequestedIdentity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TokenQueryTest {
    private static final String RESOURCE_ID =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/x";

    private static TokenQuery parse(String query) {
        return TokenQuery.parse(query).orElseThrow();
    }

    private static RequestedIdentity resourceId(String id) {
        return new RequestedIdentity(Optional.empty(), Optional.of(id), Optional.empty());
    }

    @Test
    void readsAudienceAndClientId() {
        var query = parse("api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net%2F&client_id=c");

        assertThat(query.resource()).isEqualTo("https://vault.azure.net/");
        assertThat(query.identity().clientId()).contains("c");
    }

    @Test
    void readsTheResourceIdUnderBothItsNames() {
        assertThat(parse("msi_res_id=" + RESOURCE_ID).identity()).isEqualTo(resourceId(RESOURCE_ID));
        assertThat(parse("mi_res_id=" + RESOURCE_ID).identity()).isEqualTo(resourceId(RESOURCE_ID));
        assertThat(parse("mi_res_id=other&msi_res_id=" + RESOURCE_ID).identity())
                .isEqualTo(resourceId(RESOURCE_ID));
        assertThat(parse("msi_res_id=&mi_res_id=" + RESOURCE_ID).identity()).isEqualTo(resourceId(RESOURCE_ID));
    }

    @Test
    void readsTheObjectIdUnderBothItsNames() {
        assertThat(parse("object_id=o").identity().objectId()).contains("o");
        assertThat(parse("principal_id=o").identity().objectId()).contains("o");
    }

    @Test
    void anAbsentQueryAsksForNothing() {
        assertThat(parse("").resource()).isEmpty();
        assertThat(parse("").identity()).isEqualTo(RequestedIdentity.NONE);
    }

    @Test
    void theFirstValueOfAParameterCounts() {
        assertThat(parse("resource=a&resource=b").resource()).isEqualTo("a");
    }

    @Test
    void aBrokenEscapeIsNoQuery() {
        assertThat(TokenQuery.parse("resource=%zz")).isEmpty();
    }
}
