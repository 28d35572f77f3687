package io.podpass.azure;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Who logs in, and where.
 *
 * @param authority scheme and host, with a slash at the end; never one that has not been looked at: the credential goes
 *     there
 * @param tenant GUID or domain name
 */
public record EntraLogin(URI authority, String tenant, String clientId) {
    public EntraLogin {
        requireNonNull(authority, "authority is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(clientId, "clientId is null");
    }
}
