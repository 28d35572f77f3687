package io.podpass.localazure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * An application that can log in with a secret or a certificate, and its service principals: one in the home tenant, and
 * one in each tenant that it was added to. In Azure, Microsoft Graph makes these. Thread safe.
 */
public final class AppRegistration {
    private static final Duration SECRET_LIFE = Duration.ofDays(180);
    private static final Duration CERTIFICATE_LIFE = Duration.ofDays(365);

    private final Principal home;
    private final Tenants tenants;
    private final Directory directory;
    private final Clock clock;
    private final Ids ids;
    private final Map<String, Principal> principals = new ConcurrentHashMap<>();
    private final List<Secret> secrets = new CopyOnWriteArrayList<>();
    private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();

    record Secret(String value, Instant expiry) {
        @Override
        public String toString() {
            return "Secret[expiry=" + expiry + "]";
        }
    }

    AppRegistration(String name, Tenants tenants, Directory directory, Clock clock, Ids ids) {
        this.home = directory.create(Principal.Type.SERVICE_PRINCIPAL, name);
        this.tenants = tenants;
        this.directory = directory;
        this.clock = clock;
        this.ids = ids;
        principals.put(tenants.home().id(), home);
    }

    public String clientId() {
        return home.appId();
    }

    /** The object id of the service principal in the home tenant, for role assignments. */
    public String objectId() {
        return home.objectId();
    }

    /** A new secret, good for half a year. */
    public String addSecret() {
        return addSecret(SECRET_LIFE);
    }

    public String addSecret(Duration life) {
        var secret = new Secret(ids.hex32(), clock.instant().plus(life));
        secrets.add(secret);
        return secret.value();
    }

    /** Afterwards the secret opens nothing. */
    public void removeSecret(String value) {
        secrets.removeIf(secret -> secret.value().equals(value));
    }

    /**
     * Makes a key pair and a certificate for it, as {@code az ad sp create-for-rbac --create-cert} does.
     *
     * @return both as PKCS#12 under that password
     */
    public byte[] addCertificate(String password) {
        try {
            var keys = KeyPairs.rsa();
            var certificate =
                    KeyPairs.selfSigned(keys, new X500Name("CN=" + clientId()), clock.instant(), CERTIFICATE_LIFE);
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("login", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
            var out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            addCertificate(certificate);
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new LocalAzureException("can't make a certificate for application " + clientId(), e);
        }
    }

    /** For a key pair that was made elsewhere. */
    public void addCertificate(X509Certificate certificate) {
        certificates.add(certificate);
    }

    /**
     * Makes a service principal in another tenant, as that tenant's administrator would by consent.
     *
     * @return its object id
     * @throws LocalAzureException when there is no such tenant
     */
    public String addTo(String tenantId) {
        var tenant = tenants.find(tenantId)
                .orElseThrow(() ->
                        new LocalAzureException("there is no tenant " + tenantId + "; make it with addTenant first"));
        return principals
                .computeIfAbsent(tenant.id(), _ -> directory.addServicePrincipal(home))
                .objectId();
    }

    Optional<Principal> principalIn(Tenant tenant) {
        return Optional.ofNullable(principals.get(tenant.id()));
    }

    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    List<X509Certificate> certificates() {
        return List.copyOf(certificates);
    }
}
