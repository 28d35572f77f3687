package io.podpass.workload;

import com.azure.json.JsonProviders;
import com.azure.json.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/** What came of all errands. No part of it is a token or a secret's value. */
record Outcome(Token token, Optional<Service> keyVault, Optional<Service> blob) {

    /**
     * @param status the HTTP status of the answer, 0 if there was none
     * @param reason {@code issued}, or what the other side or the network had to say
     */
    record Token(int status, String reason) {
        static final Token ISSUED = new Token(200, "issued");
    }

    /**
     * @param status the HTTP status of the answer, 0 if there was none
     * @param code why it was refused, in the service's own word
     * @param bytes how long the value read was
     */
    record Service(int status, Optional<String> code, OptionalInt bytes) {
        static Service ok() {
            return new Service(200, Optional.empty(), OptionalInt.empty());
        }

        static Service read(int bytes) {
            return new Service(200, Optional.empty(), OptionalInt.of(bytes));
        }

        static Service failed(int status, String code) {
            return new Service(status, Optional.of(code), OptionalInt.empty());
        }
    }

    /** One line. */
    String toJson() {
        var text = new StringWriter();
        try (var json = JsonProviders.createWriter(text)) {
            json.writeStartObject();
            json.writeStartObject("token");
            json.writeIntField("status", token.status());
            json.writeStringField("reason", token.reason());
            json.writeEndObject();
            write(json, "keyVault", keyVault);
            write(json, "blob", blob);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON into memory", e);
        }
        return text.toString();
    }

    private static void write(JsonWriter json, String name, Optional<Service> service) throws IOException {
        if (service.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeStartObject(name);
        json.writeIntField("status", service.get().status());
        if (service.get().code().isPresent()) {
            json.writeStringField("code", service.get().code().get());
        }
        if (service.get().bytes().isPresent()) {
            json.writeIntField("bytes", service.get().bytes().getAsInt());
        }
        json.writeEndObject();
    }
}
