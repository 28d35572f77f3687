package io.podpass.e2e;

import java.util.Map;

final class NodeSdkTest extends SdkScenario {
    @Override
    Program program() {
        return InstalledSdk.folder("node", InstalledSdk.source("node/package-lock.json"))
                .map(folder -> Program.of(
                        Map.of("NODE_PATH", folder.resolve("node_modules").toString()),
                        "node",
                        InstalledSdk.source("node/token.cjs").toString()))
                .orElseGet(() -> Program.missing(InstalledSdk.missing("node")));
    }
}
