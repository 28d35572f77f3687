package io.podpass.e2e;

import java.util.Map;

final class GoSdkTest extends SdkScenario {
    @Override
    Program program() {
        return InstalledSdk.folder("go", InstalledSdk.source("go/go.sum"))
                .map(folder -> Program.of(Map.of(), folder.resolve("token").toString()))
                .orElseGet(() -> Program.missing(InstalledSdk.missing("go")));
    }
}
