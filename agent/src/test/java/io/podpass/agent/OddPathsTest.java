package io.podpass.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.podpass.http.RawHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spellings that some parser or other takes for the token path. None of them may reach IMDS, and none yields a token. */
final class OddPathsTest {
    private static final String CALLER = "127.1.0.99";

    private static FakeImds imds;
    private static Agent agent;

    @BeforeAll
    static void start() {
        imds = new FakeImds();
        var clock = new StoryClock();
        agent = Agent.start(
                AgentSettings.defaults(Samples.NODE)
                        .with(Addresses.DEFAULTS
                                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                                .withImds(imds.uri()))
                        .with(RedirectSettings.NONE),
                () -> new FakeNode(clock),
                clock,
                new FakeCommands());
    }

    @AfterAll
    static void close() {
        agent.close();
        imds.close();
    }

    static Stream<String> tokenLike() {
        return Stream.of(
                "/metadata\\identity\\oauth2\\token",
                "/metadata/identity\\oauth2/token",
                "\\metadata\\identity\\oauth2\\token",
                "/metadata//identity/oauth2/token",
                "/metadata/identity//oauth2///token",
                "/metadata/./identity/oauth2/token",
                "/metadata/instance/../identity/oauth2/token",
                "/metadata/instance/..\\identity/oauth2/token",
                "/metadata/instance/..;/identity/oauth2/token",
                "/metadata/instance/..;a=b/identity/oauth2/token",
                "/metadata/instance/%2e%2e/identity/oauth2/token",
                "/metadata/instance/%2E./identity/oauth2/token",
                "/metadata/instance/%252e%252e/identity/oauth2/token",
                "/metadata/instance/%25252e%25252e/identity/oauth2/token",
                "/metadata/instance%2f..%2fidentity/oauth2/token",
                "/metadata/instance%5c..%5cidentity/oauth2/token",
                "/metadata/identity%2foauth2%2ftoken",
                "/metadata/identity%5Coauth2%5Ctoken",
                "/metadata/identity%252foauth2%252ftoken",
                "/%6d%65%74adata/identity/oauth2/token",
                "/metadata/%69dentity/oauth2/token",
                "/metadata/identit%79/oauth2/toke%6E",
                "/metadata/%25%36%39dentity/oauth2/token",
                "/metadata/Identity/oauth2/token",
                "/metadata/IDENTITY/OAUTH2/TOKEN",
                "/metadata/identity/OAuth2/Token",
                "/metadata;x=y/identity/oauth2/token",
                "/metadata/identity;/oauth2;a/token;b=c",
                "/metadata/identity/oauth2/token;x",
                "/metadata/identity/oauth2/token%20",
                "/metadata/identity/oauth2/token%00",
                "/metadata/identity/oauth2/%74oken",
                "/x/../metadata/identity/oauth2/token",
                "/../metadata/identity/oauth2/token",
                "/metadata/identity/x/../oauth2/token",
                "/metadata/identity/oauth2/token/../../../instance",
                "/metadata/identity/oauth2/token/..;/..;/..;/instance",
                "/metadata;x/identity/oauth2/token/%2e%2e/../../../metadata/instance",
                "/metadata/instance/%c0%ae%c0%ae/identity/oauth2/token",
                "/metadata/instance/..%c0%af/identity/oauth2/token",
                "/metadata/instance/..%ef%bc%8fidentity/oauth2/token",
                "/metadata/instance/%u002e%u002e/identity/oauth2/token",
                "/metadata/%C4%B1dentity/oauth2/token",
                "/metadata/instance/../identity/oauth2/token#fragment",
                "/metadata/identity/anything/oauth2/anything/token",
                "metadata/identity/oauth2/token",
                "http:/metadata/identity/oauth2/token",
                "ftp://169.254.169.254/metadata/identity/oauth2/token",
                "http://169.254.169.254\\metadata/identity/oauth2/token",
                "http://169.254.169.254/metadata/instance/../identity/oauth2/token",
                "/http://169.254.169.254/metadata/identity/oauth2/token",
                "/%",
                "/metadata/instance/%",
                "/metadata/instance/%zz",
                "/metadata/instance/%0d%0aX-Header:1",
                "/metadata/instance/%09",
                "/metadata/instance/\u00e9",
                "/metadata/instance/@x",
                "*");
    }

    @ParameterizedTest
    @MethodSource("tokenLike")
    void anOddSpellingIsNeitherAnsweredNorForwarded(String target) throws IOException {
        var answer = RawHttp.sendFrom(
                CALLER, agent.port(), "GET", target + "?api-version=2018-02-01&resource=x", "Metadata: true");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(imds.seen()).isEmpty();
    }
}
