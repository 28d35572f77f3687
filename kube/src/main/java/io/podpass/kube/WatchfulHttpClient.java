package io.podpass.kube;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client that breaks off watches which are silent for too long. A server that vanishes without a word leaves a
 * connection behind on which nothing ever comes, and only who sends would notice; who watches does not send. Everything
 * but watches is passed on as it is.
 */
final class WatchfulHttpClient extends HttpClient {
    /**
     * API servers send a bookmark to each watch about once a minute. Where they have none to send, because nothing of that
     * kind has changed since they started, a watch is set up anew in vain: that costs little.
     */
    static final Duration LIMIT = Duration.ofSeconds(75);
    /** WebSockets can be asked, and answer at once. */
    static final Duration SOCKET_LIMIT = Duration.ofSeconds(45);

    private final HttpClient actual;
    private final Timer timer;

    WatchfulHttpClient(HttpClient actual, Timer timer) {
        this.actual = actual;
        this.timer = timer;
    }

    private static boolean isWatch(URI uri) {
        return ("&" + uri.getRawQuery() + "&").contains("&watch=true&");
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        if (!isWatch(request.uri())) {
            return actual.sendAsync(request, handler);
        }
        var answer = new Attempt<HttpResponse<T>>(LIMIT);
        var silence = Silence.listen(timer, LIMIT, () -> {}, answer::breakOff);
        return answer.of(
                actual.sendAsync(request, info -> {
                    var body = new WatchedBody<>(handler.apply(info), silence);
                    answer.then(body::breakOff);
                    return body;
                }),
                silence);
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new SocketBuilder(actual.newWebSocketBuilder());
    }

    private final class SocketBuilder implements WebSocket.Builder {
        private final WebSocket.Builder builder;

        SocketBuilder(WebSocket.Builder builder) {
            this.builder = builder;
        }

        @Override
        public WebSocket.Builder header(String name, String value) {
            builder.header(name, value);
            return this;
        }

        @Override
        public WebSocket.Builder connectTimeout(Duration timeout) {
            builder.connectTimeout(timeout);
            return this;
        }

        @Override
        public WebSocket.Builder subprotocols(String mostPreferred, String... lesserPreferred) {
            builder.subprotocols(mostPreferred, lesserPreferred);
            return this;
        }

        @Override
        public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener listener) {
            if (!isWatch(uri)) {
                return builder.buildAsync(uri, listener);
            }
            var opening = new Attempt<WebSocket>(SOCKET_LIMIT);
            var asked = new AtomicReference<Runnable>(() -> {});
            var silence = Silence.listen(timer, SOCKET_LIMIT, () -> asked.get().run(), opening::breakOff);
            var watched = new WatchedSocket(listener, silence);
            opening.then(watched::breakOff);
            asked.set(watched::ping);
            return opening.of(builder.buildAsync(uri, watched), silence);
        }
    }

    /** What is waited for first, and what is to be told of the silence once it has come. */
    private static final class Attempt<T> {
        private final Duration limit;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicReference<Consumer<Throwable>> told = new AtomicReference<>(_ -> {});

        Attempt(Duration limit) {
            this.limit = limit;
        }

        void then(Consumer<Throwable> next) {
            told.set(next);
        }

        void breakOff() {
            var reason = new IOException("no news for " + limit.toSeconds() + " s: the API server may have vanished");
            result.completeExceptionally(reason);
            told.get().accept(reason);
        }

        CompletableFuture<T> of(CompletableFuture<T> call, Silence silence) {
            var _ = call.whenComplete((value, failure) -> {
                if (failure == null) {
                    result.complete(value);
                } else {
                    silence.end();
                    result.completeExceptionally(failure);
                }
            });
            var _ = result.whenComplete((_, failure) -> {
                if (failure != null) {
                    silence.end();
                    call.cancel(true);
                }
            });
            return result;
        }
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return actual.send(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushed) {
        return actual.sendAsync(request, handler, pushed);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return actual.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return actual.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return actual.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return actual.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return actual.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return actual.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return actual.authenticator();
    }

    @Override
    public Version version() {
        return actual.version();
    }

    @Override
    public Optional<Executor> executor() {
        return actual.executor();
    }

    @Override
    public void shutdown() {
        actual.shutdown();
    }

    @Override
    public boolean awaitTermination(Duration limit) throws InterruptedException {
        return actual.awaitTermination(limit);
    }

    @Override
    public boolean isTerminated() {
        return actual.isTerminated();
    }

    @Override
    public void shutdownNow() {
        actual.shutdownNow();
    }

    @Override
    public void close() {
        actual.close();
    }
}
