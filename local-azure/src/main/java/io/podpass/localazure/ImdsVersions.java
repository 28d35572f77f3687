package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The api-versions of IMDS (spec azure-platform §1.2). */
final class ImdsVersions {
    private static final List<String> ALL = List.of(
            "2017-03-01",
            "2017-04-02",
            "2017-08-01",
            "2017-10-01",
            "2017-12-01",
            "2018-02-01",
            "2018-04-02",
            "2018-10-01",
            "2019-02-01",
            "2019-03-11",
            "2019-04-30",
            "2019-06-01",
            "2019-06-04",
            "2019-08-01",
            "2019-08-15",
            "2019-11-01",
            "2020-06-01",
            "2020-07-15",
            "2020-09-01",
            "2020-10-01",
            "2020-12-01",
            "2021-01-01",
            "2021-02-01",
            "2021-03-01",
            "2021-05-01",
            "2021-08-01",
            "2021-10-01",
            "2021-11-01",
            "2021-11-15",
            "2021-12-13",
            "2023-07-01",
            "2023-11-15",
            "2024-03-15",
            "2024-07-17",
            "2025-04-07");
    private static final String FIRST_WITH_TOKENS = "2018-02-01";
    private static final int NEWEST_SHOWN = 3;

    private ImdsVersions() {}

    static boolean known(String version) {
        return ALL.contains(version);
    }

    static boolean servesTokens(String version) {
        return known(version) && version.compareTo(FIRST_WITH_TOKENS) >= 0;
    }

    static Reply list() {
        ObjectNode body = Json.object();
        body.set("apiVersions", Json.strings(ALL));
        return Reply.json(200, body);
    }

    /** Here {@code error} is a sentence and there is no description. */
    static Reply refusal() {
        ObjectNode body = Json.object();
        body.put(
                "error",
                "Bad request. api-version is invalid or was not specified in the request. For more information refer to"
                        + " aka.ms/azureimds");
        body.set("newest-versions", Json.strings(ALL.reversed().subList(0, NEWEST_SHOWN)));
        return Reply.json(400, body);
    }
}
