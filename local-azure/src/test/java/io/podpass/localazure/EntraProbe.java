package io.podpass.localazure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Asks the login host by its real name, which java.net.http can't do without name mapping. */
final class EntraProbe {
    private final LocalAzure azure;

    EntraProbe(LocalAzure azure) {
        this.azure = azure;
    }

    String get(String path) throws IOException {
        return request("login.microsoftonline.com", "GET " + path + " HTTP/1.1\r\n", "");
    }

    /** The body of the answer; {@code head} is the request line and headers but Host and Content-Length. */
    String request(String host, String head, String body) throws IOException {
        String whole = whole(host, head, body);
        return whole.substring(whole.indexOf("\r\n\r\n") + 4);
    }

    /** Status line, headers and body. */
    String whole(String host, String head, String body) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), azure.httpsPort());
                SSLSocket tls = (SSLSocket)
                        azure.sslContext().getSocketFactory().createSocket(plain, host, azure.httpsPort(), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String request = head + "Host: " + host + ":" + azure.httpsPort()
                    + "\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n\r\n" + body;
            tls.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            tls.getOutputStream().flush();
            return new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
