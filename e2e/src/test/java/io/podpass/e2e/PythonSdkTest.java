package io.podpass.e2e;

import java.util.Map;

final class PythonSdkTest extends SdkScenario {
    @Override
    Program program() {
        return InstalledSdk.folder("python", InstalledSdk.source("python/requirements.txt"))
                .map(folder -> Program.of(
                        Map.of(),
                        folder.resolve("venv/bin/python").toString(),
                        InstalledSdk.source("python/token_of_pod.py").toString()))
                .orElseGet(() -> Program.missing(InstalledSdk.missing("python")));
    }
}
