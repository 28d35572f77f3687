package io.podpass.localazure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Asks a service by its real name, which java.net.http can't do without name mapping. */
final class NamedHostProbe {
    private final LocalAzure azure;

    NamedHostProbe(LocalAzure azure) {
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
            return read(tls.getInputStream());
        }
    }

    /** Up to the Content-Length that was told, whether or not the server closes the connection. */
    private static String read(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
