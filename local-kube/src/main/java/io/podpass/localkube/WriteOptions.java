package io.podpass.localkube;

/**
 * How a write is meant.
 *
 * @param dryRun judge and answer, but change nothing
 * @param unknownFields what to do with fields the schema doesn't know
 */
record WriteOptions(boolean dryRun, UnknownFields unknownFields) {
    static final WriteOptions PLAIN = new WriteOptions(false, UnknownFields.DROP);

    enum UnknownFields {
        DROP,
        WARN,
        REFUSE
    }

    /** Throws {@link ApiException} (400) for a value that a server doesn't know. */
    static WriteOptions of(Query query) {
        String dryRun = query.text("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            throw ApiException.badRequest("dryRun must be \"All\", was \"" + dryRun + "\"");
        }
        UnknownFields unknown = switch (query.text("fieldValidation")) {
            case "Ignore" -> UnknownFields.DROP;
            case "", "Warn" -> UnknownFields.WARN;
            case "Strict" -> UnknownFields.REFUSE;
            default ->
                throw ApiException.badRequest("fieldValidation must be Ignore, Warn or Strict, was \""
                        + query.text("fieldValidation") + "\"");
        };
        return new WriteOptions(!dryRun.isEmpty(), unknown);
    }
}
