package io.podpass.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.podpass.core.CredentialMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the definitions from the classes and adds what the generator has no annotation for. */
final class GeneratedDefinitions {
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            AzureIdentity.class,
            AzureIdentityBinding.class,
            AzureAssignedIdentity.class,
            AzurePodIdentityException.class);

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    /** Plural name to text of the finished definition. */
    Map<String, String> yaml() throws IOException {
        var yaml = new TreeMap<String, String>();
        for (var definition : generated()) {
            finish(definition);
            yaml.put(definition.getSpec().getNames().getPlural(), serialization.asYaml(definition));
        }
        return yaml;
    }

    private List<CustomResourceDefinition> generated() throws IOException {
        var files = new LinkedHashMap<String, ByteArrayOutputStream>();
        try (var output = new Output(files)) {
            new CRDGenerator().customResourceClasses(KINDS).withOutput(output).generate();
        }
        return files.values().stream()
                .map(file ->
                        serialization.unmarshal(file.toString(StandardCharsets.UTF_8), CustomResourceDefinition.class))
                .toList();
    }

    private static void finish(CustomResourceDefinition definition) {
        // Without this the API server refuses definitions in a group that ends in k8s.io.
        definition.getMetadata().setAnnotations(Map.of("api-approved.kubernetes.io", "unapproved"));
        var names = definition.getSpec().getNames();
        names.setListKind(names.getKind() + "List");
        var version = definition.getSpec().getVersions().getFirst();
        version.setSubresources(null);
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt(column -> columns(names.getKind()).indexOf(column.getName())));
        var properties = version.getSchema().getOpenAPIV3Schema().getProperties();
        allowLegacyMetadata(properties);
        switch (names.getPlural()) {
            case "azureidentities" -> {
                properties.get("spec").getProperties().get("type").setEnum(knownTypes());
                version.getSchema().getOpenAPIV3Schema().setRequired(List.of("spec"));
            }
            case "azureassignedidentities" -> {
                var spec = properties.get("spec").getProperties();
                spec.replaceAll((name, schema) -> name.endsWith("Ref") ? snapshot(schema) : schema);
            }
            default -> {}
        }
    }

    /** The generator sorts columns by path; people read them in the order of the annotations. */
    private static List<String> columns(String kind) {
        return KINDS.stream()
                .filter(type -> type.getSimpleName().equals(kind))
                .flatMap(type -> Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class)))
                .map(AdditionalPrinterColumn::name)
                .toList();
    }

    private static List<JsonNode> knownTypes() {
        return Arrays.stream(CredentialMode.values())
                .<JsonNode>map(mode -> IntNode.valueOf(mode.type()))
                .toList();
    }

    /** Objects of the old system may carry it in spec and status (spec aad-pod-identity §1.1). */
    private static void allowLegacyMetadata(Map<String, JSONSchemaProps> properties) {
        for (var part : List.of("spec", "status")) {
            var schema = properties.get(part);
            var fields = new TreeMap<>(schema.getProperties());
            fields.put("metadata", object());
            schema.setProperties(fields);
        }
    }

    /**
     * A copy inside an assignment: types only. A rule there would refuse an assignment's every state change once its
     * identity stems from a time before the rule.
     */
    private static JSONSchemaProps snapshot(JSONSchemaProps schema) {
        var snapshot = withoutRules(schema);
        snapshot.setXKubernetesEmbeddedResource(true);
        var properties = snapshot.getProperties();
        properties.put("apiVersion", string());
        properties.put("kind", string());
        // The API server has its own schema for the metadata of an embedded resource.
        properties.put("metadata", object());
        allowLegacyMetadata(properties);
        return snapshot;
    }

    private static JSONSchemaProps withoutRules(JSONSchemaProps schema) {
        var copy = new JSONSchemaPropsBuilder(schema)
                .withXKubernetesValidations()
                .withRequired()
                .withEnum()
                .withMaxLength(null)
                .withMinLength(null)
                .withPattern(null)
                .build();
        if (copy.getProperties() != null) {
            var properties = new TreeMap<>(copy.getProperties());
            properties.replaceAll((_, property) -> withoutRules(property));
            copy.setProperties(properties);
        }
        return copy;
    }

    private static JSONSchemaProps object() {
        return new JSONSchemaPropsBuilder().withType("object").build();
    }

    private static JSONSchemaProps string() {
        return new JSONSchemaPropsBuilder().withType("string").build();
    }

    private record Output(Map<String, ByteArrayOutputStream> files) implements CRDOutput<ByteArrayOutputStream> {
        @Override
        public ByteArrayOutputStream outputFor(String name) {
            return files.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }

        @Override
        public void close() {}
    }
}
