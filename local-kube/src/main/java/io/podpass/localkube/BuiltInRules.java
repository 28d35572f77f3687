package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The few defaults and checks of built-in types that clients notice. Their schemas are not checked. */
final class BuiltInRules {
    private static final Rules PODS = new Rules() {
        private static final ObjectNode DEFAULTS = Json.literal("""
                {"restartPolicy": "Always", "dnsPolicy": "ClusterFirst", "schedulerName": "default-scheduler",
                 "terminationGracePeriodSeconds": 30, "enableServiceLinks": true, "securityContext": {},
                 "serviceAccountName": "default", "serviceAccount": "default"}""");

        @Override
        public void complete(ObjectNode pod) {
            ObjectNode spec = Json.child(pod, "spec");
            JsonNode account = spec.get("serviceAccountName");
            if (account != null) {
                spec.set("serviceAccount", account);
            }
            fill(spec, DEFAULTS);
        }

        @Override
        public void begin(ObjectNode pod) {
            pod.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
        }

        @Override
        public List<FieldError> check(ObjectNode pod, Optional<ObjectNode> before) {
            var errors = new ArrayList<FieldError>();
            JsonNode containers = Json.at(pod, "spec", "containers");
            if (containers.isEmpty()) {
                errors.add(FieldError.required("spec.containers", ""));
            }
            for (int i = 0; i < containers.size(); i++) {
                String field = "spec.containers[" + i + "].";
                if (Json.text(containers.get(i), "name").isEmpty()) {
                    errors.add(FieldError.required(field + "name", ""));
                }
                if (Json.text(containers.get(i), "image").isEmpty()) {
                    errors.add(FieldError.required(field + "image", ""));
                }
            }
            return errors;
        }
    };

    private static final Rules NAMESPACES = new Rules() {
        @Override
        public void complete(ObjectNode namespace) {
            Json.child(Json.metadata(namespace), "labels")
                    .put("kubernetes.io/metadata.name", Json.text(namespace, "metadata", "name"));
            fill(namespace, Json.literal("{\"spec\": {\"finalizers\": [\"kubernetes\"]}}"));
        }

        @Override
        public void begin(ObjectNode namespace) {
            namespace.putObject("status").put("phase", "Active");
        }
    };

    private static final Rules SECRETS = new Rules() {
        @Override
        public void complete(ObjectNode secret) {
            if (secret.remove("stringData") instanceof ObjectNode texts) {
                ObjectNode data = Json.child(secret, "data");
                texts.properties().forEach(entry -> data.put(entry.getKey(), encoded(entry.getValue())));
            }
            fill(secret, Json.object().put("type", "Opaque"));
        }

        @Override
        public List<FieldError> check(ObjectNode secret, Optional<ObjectNode> before) {
            boolean changed = before.isPresent() && !before.get().path("type").equals(secret.path("type"));
            return changed ? List.of(FieldError.invalid("type", secret.path("type"), "field is immutable")) : List.of();
        }
    };

    private BuiltInRules() {}

    static Rules of(String kind) {
        return switch (kind) {
            case "Pod" -> PODS;
            case "Namespace" -> NAMESPACES;
            case "Secret" -> SECRETS;
            case "Service" -> defaults("{\"spec\": {\"type\": \"ClusterIP\", \"sessionAffinity\": \"None\"}}");
            case "Deployment", "ReplicaSet", "StatefulSet" -> defaults("{\"spec\": {\"replicas\": 1}}");
            case "CustomResourceDefinition" -> new DefinitionRules();
            default -> Rules.NONE;
        };
    }

    private static Rules defaults(String defaults) {
        ObjectNode values = Json.literal(defaults);
        return new Rules() {
            @Override
            public void complete(ObjectNode object) {
                fill(object, values);
            }
        };
    }

    private static void fill(ObjectNode object, ObjectNode defaults) {
        defaults.properties().forEach(entry -> {
            JsonNode present = object.get(entry.getKey());
            if (present == null || present.isNull()) {
                object.set(entry.getKey(), entry.getValue().deepCopy());
            } else if (present instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode innerDefaults) {
                fill(inner, innerDefaults);
            }
        });
    }

    private static String encoded(JsonNode text) {
        return Base64.getEncoder().encodeToString(text.asText().getBytes(StandardCharsets.UTF_8));
    }
}
