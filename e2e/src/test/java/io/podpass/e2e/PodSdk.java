package io.podpass.e2e;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import reactor.core.publisher.Mono;

/** Azure's SDK for Java in this JVM, unmodified: only its connections leave from a pod's address, and lead to the agent. */
final class PodSdk implements HttpClient {
    private static final String IMDS = "//169.254.169.254/";

    private final PodCalls pod;
    private final HttpClient http;
    private final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();

    PodSdk(PodCalls pod) {
        this.pod = pod;
        this.http =
                new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder().localAddress(pod.address())).build();
    }

    /** The status of each answer that the SDK got, in order. */
    BlockingQueue<Integer> statuses() {
        return statuses;
    }

    /**
     * Asks for a token of the vault, and once more whenever the SDK thinks fit. What it got it keeps for the whole JVM, so
     * the identity has to be named: nobody else's is of that name.
     */
    CompletableFuture<String> token(String clientId) {
        return new ManagedIdentityCredentialBuilder()
                .clientId(clientId)
                .httpClient(this)
                .build()
                .getToken(new TokenRequestContext().addScopes(PodCalls.VAULT + "/.default"))
                .map(token -> token.getToken())
                .toFuture();
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        var url = request.getUrl().toString().replace(IMDS, "//127.0.0.1:" + pod.agentPort() + "/");
        return http.send(request.setUrl(url)).doOnNext(answer -> statuses.add(answer.getStatusCode()));
    }
}
