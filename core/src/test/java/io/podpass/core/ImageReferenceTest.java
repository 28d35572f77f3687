package io.podpass.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {
    private static final String DIGEST = "@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @ParameterizedTest
    @CsvSource({
        "orders.azurecr.io/app, https://orders.azurecr.io/, orders.azurecr.io, app",
        "orders.azurecr.io/team/app:1.2, https://orders.azurecr.io/, orders.azurecr.io, team/app",
        "orders.azurecr.io/app:1" + DIGEST + ", https://orders.azurecr.io/, orders.azurecr.io, app",
        "orders.azurecr.io/app" + DIGEST + ", https://orders.azurecr.io/, orders.azurecr.io, app",
        "Orders.AzureCR.io/app, https://orders.azurecr.io/, Orders.AzureCR.io, app",
        "orders.azurecr.io:443/app, https://orders.azurecr.io/, orders.azurecr.io:443, app",
        "orders.azurecr.io:8443/app:1, https://orders.azurecr.io:8443/, orders.azurecr.io:8443, app",
        "localhost:5000/a__b/c-d, https://localhost:5000/, localhost:5000, a__b/c-d",
    })
    void registryAndRepositoryAreTakenApart(String image, String registry, String spelled, String repository) {
        assertThat(ImageReference.parse(image))
                .contains(new ImageReference(new Authority(registry), spelled, repository));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "nginx:1.27", "library/nginx", "orders/app:1"})
    void imageOfTheDefaultRegistryNamesNone(String image) {
        assertThat(ImageReference.parse(image)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "orders.azurecr.io",
                "orders.azurecr.io/",
                "orders.azurecr.io//app",
                "orders.azurecr.io/../app",
                "https://orders.azurecr.io/app",
                "user@orders.azurecr.io/app",
                "user:pass@orders.azurecr.io/app",
                "orders.azurecr.io:/app",
                "orders.azurecr.io:80:443/app",
                "orders.azurecr.io:080/app",
                "orders.azurecr.io\\evil.example/app",
                "orders.azurecr.io#evil.example/app",
                "orders.azurecr.io?x=/app",
                "orders.azurecr.io%2eevil.example/app",
                "orders.azurecr.io /app",
                "orders.azurecr.io\n/app",
                "order\u017F.azurecr.io/app",
                "[::1]:5000/app",
                "*.azurecr.io/app",
                "orders.azurecr.io./app",
            })
    void whatIsNoImageIsNotRead(String image) {
        assertThat(ImageReference.parse(image)).isEmpty();
    }
}
