package io.podpass.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The yardstick: nginx serving one answer from a file, without an access log. */
final class Nginx implements Server, AutoCloseable {
    private final Endpoint endpoint;
    private final List<String> command;
    private final ProcessHandle master;

    private Nginx(Endpoint endpoint, List<String> command, ProcessHandle master) {
        this.endpoint = endpoint;
        this.command = command;
        this.master = master;
    }

    /** Returns once it listens. */
    static Nginx start(Endpoint endpoint, String body, Path folder) {
        try {
            var root = Files.createDirectory(folder.resolve("nginx"));
            var file = Files.createDirectories(
                            root.resolve("www" + Endpoint.TOKEN_PATH).getParent())
                    .resolve("token");
            Files.writeString(file, body);
            var config = Files.writeString(root.resolve("nginx.conf"), """
                    user root root;
                    worker_processes auto;
                    pid nginx.pid;
                    error_log error.log;
                    events { worker_connections 4096; }
                    http {
                      access_log off;
                      default_type application/json;
                      sendfile on;
                      tcp_nopush on;
                      open_file_cache max=16;
                      keepalive_requests 100000000;
                      client_body_temp_path body;
                      proxy_temp_path proxy;
                      fastcgi_temp_path fastcgi;
                      uwsgi_temp_path uwsgi;
                      scgi_temp_path scgi;
                      server { listen %s:%d reuseport; root www; }
                    }
                    """.formatted(endpoint.host(), endpoint.port()));
            var command = List.of("nginx", "-p", root.toString(), "-e", "error.log", "-c", config.toString());
            Program.run(command);
            var pid = Long.parseLong(Files.readString(root.resolve("nginx.pid")).strip());
            var master = ProcessHandle.of(pid).orElseThrow(() -> new BenchException("nginx ended at once"));
            return new Nginx(endpoint, command, master);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public Duration processorTime() {
        return master.children()
                .flatMap(worker -> worker.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        var stop = new ArrayList<>(command);
        stop.addAll(List.of("-s", "stop"));
        Program.run(stop);
    }
}
