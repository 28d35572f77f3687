package io.podpass.localazure;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * ARM, Entra, IMDS, Key Vault, Blob storage and container registries in this process. One HTTPS port serves all but IMDS; clients reach it by
 * mapping {@link #hostNames} to it and trusting its CA, which is made anew at every start and whose key never leaves
 * memory. IMDS is plain HTTP on an address of its own for every machine. Thread safe.
 */
public final class LocalAzure implements AutoCloseable {
    private static final Map<String, String> SUFFIXES = Map.of(
            World.VAULTS, HostRouter.VAULT_SUFFIX,
            World.ACCOUNTS, HostRouter.BLOB_SUFFIX,
            World.REGISTRIES, HostRouter.REGISTRY_SUFFIX);

    private final LocalAzureSettings settings;
    private final World world;
    private final LocalAuthority authority = new LocalAuthority();
    private final Listener listener;
    private final Listener login;
    private final List<Listener> imds = new CopyOnWriteArrayList<>();

    private LocalAzure(LocalAzureSettings settings) {
        this.settings = settings;
        this.world = new World(settings);
        this.listener = Listener.https(settings.address(), world.services(), authority.serverContext());
        this.login = Listener.https(
                new InetSocketAddress(settings.address().getAddress(), 0), world.entra(), authority.serverContext());
    }

    /**
     * Listening when this returns.
     *
     * @throws LocalAzureException naming the address when it is taken
     */
    public static LocalAzure start(LocalAzureSettings settings) {
        return new LocalAzure(settings);
    }

    public String tenantId() {
        return settings.tenantId();
    }

    public String subscriptionId() {
        return settings.subscriptionId();
    }

    public int httpsPort() {
        return listener.address().getPort();
    }

    /**
     * Where ARM is without any name mapping. Clients in the field call it {@code https://management.azure.com}; both
     * names are in the certificate.
     */
    public URI arm() {
        return URI.create("https://127.0.0.1:" + httpsPort() + "/");
    }

    /**
     * Entra without any name mapping, on a port of its own. Clients in the field call it {@code
     * https://login.microsoftonline.com}.
     */
    public URI login() {
        return URI.create("https://127.0.0.1:" + login.address().getPort() + "/");
    }

    /** One more tenant, which an application can be {@linkplain AppRegistration#addTo added to}. {@code tenantId} is a GUID. */
    public void addTenant(String tenantId) {
        world.tenants().add(new Tenant(Text.lower(tenantId)));
    }

    /** A new application with a service principal in the home tenant and no credential yet. */
    public AppRegistration registerApplication(String name) {
        return world.applications().register(name);
    }

    /** The names that must lead to the HTTPS port: ARM, Entra, and those of the vaults, accounts and registries made so far. */
    public Set<String> hostNames() {
        var names = new TreeSet<>(Set.of(HostRouter.ARM, HostRouter.LOGIN));
        SUFFIXES.forEach((type, suffix) -> world.resources()
                .list(type, ResourceId.parse("/"))
                .forEach(resource -> names.add(Text.lower(resource.id().name()) + suffix)));
        return names;
    }

    public String caCertificatePem() {
        return authority.certificatePem();
    }

    /**
     * Writes a PKCS12 store that trusts the CA and nothing else, password {@code changeit}. Readers see the old file or
     * the whole new one.
     *
     * @throws LocalAzureException when the folder is missing or not writable
     */
    public void writeTrustStore(Path file) {
        authority.writeTrustStore(file);
    }

    /** For TLS clients: trusts the CA and nothing else. */
    public SSLContext sslContext() {
        return authority.clientContext();
    }

    /** A fresh ARM token of a user who is Owner of the subscription; what {@code az login} would give. */
    public String administratorToken() {
        return administratorToken(Audiences.ARM);
    }

    /**
     * As {@link #administratorToken()} for another resource, such as {@code https://vault.azure.net}. Being Owner gives
     * no right on data: the administrator has to be assigned a data role first, as in Azure.
     */
    public String administratorToken(String audience) {
        return world.administratorToken(audience);
    }

    /** The administrator's object id, for role assignments. */
    public String administratorObjectId() {
        return world.administrator().objectId();
    }

    /**
     * Opens the IMDS of one machine on its own plain HTTP address; closing the local Azure closes it.
     *
     * @param machineResourceId ARM id of a scale set instance or virtual machine, in any case
     * @param address port 0 takes a free one
     * @return where it listens
     * @throws LocalAzureException when there is no such machine, or naming the address when it is taken
     */
    public InetSocketAddress openImds(String machineResourceId, InetSocketAddress address) {
        Listener opened = Listener.http(address, world.imds(ResourceId.parse(machineResourceId)));
        imds.add(opened);
        return opened.address();
    }

    @Override
    public void close() {
        imds.forEach(Listener::close);
        login.close();
        listener.close();
    }
}
