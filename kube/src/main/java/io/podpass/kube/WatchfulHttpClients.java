package io.podpass.kube;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Makes one client by which the API server is reached, and looks after its watches. */
final class WatchfulHttpClients extends JdkHttpClientFactory {
    private final Timer timer;

    WatchfulHttpClients(Timer timer) {
        this.timer = timer;
    }

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        // A request changes threads several times on its way; between virtual ones that costs no call of the kernel.
        return new Builder(super.createNewHttpClientBuilder().executor(Executors.newVirtualThreadPerTaskExecutor()));
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        timer.close();
        super.closeHttpClient(client);
    }

    /** The builder of the library, but for what comes out of it. */
    private final class Builder implements HttpClient.Builder {
        private final HttpClient.Builder actual;

        Builder(HttpClient.Builder actual) {
            this.actual = actual;
        }

        @Override
        public HttpClient build() {
            return new WatchfulHttpClient(actual.build(), timer);
        }

        @Override
        public HttpClient.Builder cookieHandler(CookieHandler handler) {
            actual.cookieHandler(handler);
            return this;
        }

        @Override
        public HttpClient.Builder connectTimeout(Duration timeout) {
            actual.connectTimeout(timeout);
            return this;
        }

        @Override
        public HttpClient.Builder sslContext(SSLContext context) {
            actual.sslContext(context);
            return this;
        }

        @Override
        public HttpClient.Builder sslParameters(SSLParameters parameters) {
            actual.sslParameters(parameters);
            return this;
        }

        @Override
        public HttpClient.Builder executor(Executor executor) {
            actual.executor(executor);
            return this;
        }

        @Override
        public HttpClient.Builder followRedirects(HttpClient.Redirect policy) {
            actual.followRedirects(policy);
            return this;
        }

        @Override
        public HttpClient.Builder version(HttpClient.Version version) {
            actual.version(version);
            return this;
        }

        @Override
        public HttpClient.Builder priority(int priority) {
            actual.priority(priority);
            return this;
        }

        @Override
        public HttpClient.Builder proxy(ProxySelector selector) {
            actual.proxy(selector);
            return this;
        }

        @Override
        public HttpClient.Builder authenticator(Authenticator authenticator) {
            actual.authenticator(authenticator);
            return this;
        }

        @Override
        public HttpClient.Builder localAddress(InetAddress address) {
            actual.localAddress(address);
            return this;
        }
    }
}
