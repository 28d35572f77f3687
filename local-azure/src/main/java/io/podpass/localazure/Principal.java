package io.podpass.localazure;

/**
 * Who can hold a role.
 *
 * @param objectId what role assignments and the token's {@code oid} name
 * @param appId the client id, a different GUID that no authorization ever compares
 * @param name for error texts about people; a user's principal name
 */
record Principal(String objectId, String appId, Type type, String name) {
    /** Values of a role assignment's {@code principalType}. */
    enum Type {
        USER("User"),
        SERVICE_PRINCIPAL("ServicePrincipal");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        String wire() {
            return wire;
        }
    }
}
