package io.podpass.azure;

/**
 * The two ids of an identity, which are easily taken for one another.
 *
 * @param objectId what roles are assigned to; ARM calls it principal id as well
 * @param clientId what tokens are asked for by
 */
public record ArmPrincipal(String objectId, String clientId) {}
