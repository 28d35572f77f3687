package io.podpass.localazure;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One authenticated ARM request whose caller may do what its method stands for. */
record ArmRequest(HttpCall call, Caller caller, ArmTarget target) {
    String method() {
        return call.method();
    }

    ResourceId id() {
        return target.id();
    }

    ObjectNode body() {
        return Json.parseObject(call.content().text())
                .orElseThrow(() -> new ArmException(
                        400,
                        "InvalidRequestContent",
                        "The request content was invalid and could not be deserialized: expected a JSON object."));
    }

    ArmException methodNotAllowed() {
        return new ArmException(
                405,
                "MethodNotAllowed",
                "The HTTP method '" + method() + "' is not supported at scope '" + target.id() + "'.");
    }
}
