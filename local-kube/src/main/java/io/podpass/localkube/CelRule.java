package io.podpass.localkube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One entry of {@code x-kubernetes-validations}, compiled. */
final class CelRule {
    private static final Pattern OLD_SELF = Pattern.compile("\\boldSelf\\b");
    private static final CelOptions OPTIONS = CelOptions.current().build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.lists(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.math(),
                    CelOptionalLibrary.INSTANCE)
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(
                    CelExtensions.strings(),
                    CelExtensions.lists(),
                    CelExtensions.sets(OPTIONS),
                    CelExtensions.math(),
                    CelOptionalLibrary.INSTANCE)
            .build();

    private final JsonNode json;
    private final CelRuntime.Program rule;
    private final Optional<CelRuntime.Program> messageExpression;
    private final boolean transition;

    private CelRule(JsonNode json) {
        this.json = json;
        String text = Json.text(json, "rule");
        this.rule = compile(text);
        String expression = Json.text(json, "messageExpression");
        this.messageExpression = expression.isEmpty() ? Optional.empty() : Optional.of(compile(expression));
        this.transition = OLD_SELF.matcher(text).find();
    }

    /** Throws {@link Broken} for a rule that can't be compiled. */
    static CelRule of(JsonNode json) {
        return new CelRule(json);
    }

    /** What the rule finds wrong at {@code path}. A rule about a change has nothing to say when there was no value. */
    Optional<FieldError> check(JsonNode value, Optional<? extends JsonNode> before, Schema schema, String path) {
        boolean optionalBefore = json.path("optionalOldSelf").asBoolean();
        if (transition && before.isEmpty() && !optionalBefore) {
            return Optional.empty();
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", CelValues.of(value, schema));
        Optional<Object> old = before.map(earlier -> CelValues.of(earlier, schema));
        if (optionalBefore) {
            variables.put("oldSelf", old);
        } else {
            old.ifPresent(earlier -> variables.put("oldSelf", earlier));
        }
        try {
            return Boolean.TRUE.equals(rule.eval(variables))
                    ? Optional.empty()
                    : Optional.of(error(path, value, message(variables)));
        } catch (CelEvaluationException e) {
            return Optional.of(error(path, value, e.getMessage() + " evaluating rule: " + Json.text(json, "rule")));
        }
    }

    /** Whether the rule judges a change, and so must see one even of a value that could stay as it is. */
    boolean isTransition() {
        return transition;
    }

    private String message(Map<String, Object> variables) throws CelEvaluationException {
        if (messageExpression.isPresent()) {
            Object text = messageExpression.get().eval(variables);
            if (text instanceof String message && !message.isBlank()) {
                return message;
            }
        }
        String message = Json.text(json, "message");
        return message.isEmpty() ? "failed rule: " + Json.text(json, "rule") : message;
    }

    private FieldError error(String path, JsonNode value, String message) {
        String field = path + Json.text(json, "fieldPath");
        String named = field.startsWith(".") ? field.substring(1) : field;
        return switch (Json.text(json, "reason")) {
            case "FieldValueRequired" -> FieldError.required(named, message);
            case "FieldValueForbidden" -> FieldError.forbidden(named, message);
            case "FieldValueDuplicate" -> FieldError.duplicate(named, value);
            default ->
                value.isContainerNode()
                        ? FieldError.invalidWhole(named, message)
                        : FieldError.invalid(named, value, message);
        };
    }

    private static CelRuntime.Program compile(String expression) {
        try {
            return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new Broken("can't compile " + expression + ": " + e.getMessage(), e);
        }
    }

    /** A rule is no CEL, or uses a function this server doesn't have. */
    static final class Broken extends RuntimeException {
        private final String why;

        Broken(String why, Throwable cause) {
            super(why, cause);
            this.why = why;
        }

        String why() {
            return why;
        }
    }
}
