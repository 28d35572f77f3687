package io.podpass.localazure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Speaks to one registry by its name. */
record RegistryCaller(LocalAzure azure, String host) {
    record Answer(int status, String head, String body) {
        Optional<String> header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        JsonNode json() {
            return Json.parseObject(body).orElseThrow(() -> new AssertionError("no JSON: " + head + body));
        }

        String code() {
            return json().path("errors").path(0).path("code").asText();
        }
    }

    Answer send(String method, String path, String body, String... headers) {
        var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        String whole;
        try {
            whole = new NamedHostProbe(azure).whole(host, head.toString(), body);
        } catch (IOException e) {
            throw new AssertionError("no answer from " + host, e);
        }
        int end = whole.indexOf("\r\n\r\n");
        return new Answer(Integer.parseInt(whole.substring(9, 12)), whole.substring(0, end), whole.substring(end + 4));
    }

    Answer get(String path, String token, String... headers) {
        return bearing("GET", path, "", token, headers);
    }

    Answer bearing(String method, String path, String body, String token, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Authorization";
        all[1] = "Bearer " + token;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(method, path, body, all);
    }

    Answer post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
    }

    Answer exchange(String grantType, String entraToken) {
        return post("/oauth2/exchange", Map.of("grant_type", grantType, "service", host, "access_token", entraToken));
    }

    String refreshToken(String entraToken) {
        return exchange("access_token", entraToken).json().path("refresh_token").asText();
    }

    Answer token(String refreshToken, String scope) {
        return post(
                "/oauth2/token",
                Map.of("grant_type", "refresh_token", "service", host, "scope", scope, "refresh_token", refreshToken));
    }

    String accessToken(String refreshToken, String scope) {
        return token(refreshToken, scope).json().path("access_token").asText();
    }

    /** As Docker and containerd ask, with a user's name and password. */
    Answer basicToken(String user, String password, String scope) {
        return send(
                "GET",
                "/oauth2/token?service=" + host + "&scope=" + URLEncoder.encode(scope, UTF_8),
                "",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
    }
}
