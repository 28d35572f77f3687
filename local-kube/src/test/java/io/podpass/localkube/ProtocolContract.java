package io.podpass.localkube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Discovery, tables, leases, events, and what a watch looks like on the wire. */
public abstract class ProtocolContract extends ContractCase {
    @Test
    void tellsWhichTypesItServes() {
        assertThat(client().raw("/api/v1")).contains("\"pods\"", "\"pods/status\"", "\"shortNames\"");
        assertThat(client().raw("/apis/coordination.k8s.io/v1")).contains("\"leases\"");
        assertThat(client().raw("/apis")).contains("\"apps/v1\"", "\"apiextensions.k8s.io/v1\"");
        assertThat(client().raw("/version")).contains("gitVersion");
        assertThat(client().raw("/readyz")).isEqualTo("ok");
    }

    @Test
    void tellsKubectlThatItValidatesFields() {
        assertThat(client().raw("/openapi/v3")).contains("apis/apps/v1");
        assertThat(client().raw("/openapi/v3/api/v1")).contains("fieldValidation");
    }

    @Test
    void showsListsAsTables() throws Exception {
        client().resource(pod("web", "node-1")).create();

        Map<String, Object> table = json(get(
                "/api/v1/namespaces/" + namespace + "/pods",
                "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"));

        assertThat(table).containsEntry("kind", "Table").containsEntry("apiVersion", "meta.k8s.io/v1");
        assertThat(table.get("columnDefinitions").toString()).contains("name=Name", "name=Ready", "name=Age");
        assertThat((List<?>) table.get("rows")).hasSize(1);
    }

    @Test
    void beginsAWatchWithWhatIsThereAndEndsItInTime() throws Exception {
        client().resource(configMap("one")).create();

        String lines = get(
                "/api/v1/namespaces/" + namespace + "/configmaps?watch=1&timeoutSeconds=1&allowWatchBookmarks=true",
                "application/json");

        assertThat(lines.strip().lines().findFirst().orElseThrow())
                .startsWith("{\"type\":\"ADDED\",\"object\":{")
                .contains("\"name\":\"");
    }

    @Test
    void letsOneHolderRenewALease() {
        Lease lease = client().resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withName("leader")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("a")
                        .withLeaseDurationSeconds(15)
                        .endSpec()
                        .build())
                .create();

        Lease renewed = client().resource(new LeaseBuilder(lease)
                        .editSpec()
                        .withRenewTime(ZonedDateTime.parse("2026-01-02T03:04:05.678901Z"))
                        .endSpec()
                        .build())
                .update();
        assertThat(renewed.getSpec().getRenewTime()).isEqualTo("2026-01-02T03:04:05.678901Z");

        refused(
                409,
                "Conflict",
                () -> client().resource(new LeaseBuilder(lease)
                                .editSpec()
                                .withHolderIdentity("b")
                                .endSpec()
                                .build())
                        .update());
    }

    @Test
    void findsTheEventsOfAnObject() {
        for (String name : List.of("web", "other")) {
            client().resource(new EventBuilder()
                            .withNewMetadata()
                            .withName("event-of-" + name)
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewInvolvedObject()
                            .withKind("Pod")
                            .withName(name)
                            .withNamespace(namespace)
                            .endInvolvedObject()
                            .withReason("Tested")
                            .withType("Normal")
                            .withMessage("about " + name)
                            .build())
                    .create();
        }

        var found = client().v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", "web")
                .withField("involvedObject.kind", "Pod")
                .list()
                .getItems();

        assertThat(found)
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).isEqualTo("about web"));
        assertThat(client().events().v1().events().inNamespace(namespace).list().getItems())
                .anySatisfy(event -> {
                    assertThat(event.getNote()).isEqualTo("about web");
                    assertThat(event.getRegarding().getName()).isEqualTo("web");
                });
    }

    @Test
    void refusesAMethodThatTheResourceDoesNotHave() throws Exception {
        HttpRequest request = client().getHttpClient()
                .newHttpRequestBuilder()
                .uri(client().getMasterUrl().toURI().resolve("/api/v1/namespaces/" + namespace + "/configmaps"))
                .method("PUT", "application/json", "{}")
                .build();

        HttpResponse<String> response =
                client().getHttpClient().sendAsync(request, String.class).get(DEADLINE_SECONDS, TimeUnit.SECONDS);

        assertThat(response.code()).isEqualTo(405);
    }

    private String get(String path, String accept) throws Exception {
        HttpRequest request = client().getHttpClient()
                .newHttpRequestBuilder()
                .uri(client().getMasterUrl().toURI().resolve(path))
                .header("Accept", accept)
                .build();
        return client().getHttpClient()
                .sendAsync(request, String.class)
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .body();
    }

    @SuppressWarnings("unchecked") // Any JSON object is such a map.
    private static Map<String, Object> json(String text) {
        return Serialization.unmarshal(text, Map.class);
    }
}
