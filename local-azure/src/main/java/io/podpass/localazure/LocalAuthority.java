package io.podpass.localazure;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA made at start, and the one server certificate that it signed. Their private keys never leave memory. */
final class LocalAuthority {
    static final String TRUST_STORE_PASSWORD = "changeit";

    private static final X500Name CA_NAME = new X500Name("CN=Podpass local Azure CA");
    private static final X500Name SERVER_NAME = new X500Name("CN=management.azure.com");
    private static final Duration LIFE = Duration.ofDays(90);

    /** TLS clients judge validity by their own clocks, which may be a little behind. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final List<String> DNS_NAMES = List.of(
            "management.azure.com",
            "login.microsoftonline.com",
            "login.windows.net",
            "login.microsoft.com",
            "sts.windows.net",
            "*.vault.azure.net",
            "*.blob.core.windows.net",
            "*.azurecr.io",
            "localhost");
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "::1");

    private final X509Certificate ca;
    private final SSLContext serverContext;
    private final SSLContext clientContext;

    LocalAuthority() {
        try {
            KeyPair caKeys = keys();
            KeyPair serverKeys = keys();
            this.ca = certify(caBuilder(caKeys), caKeys);
            X509Certificate server = certify(serverBuilder(serverKeys), caKeys);
            this.serverContext = serving(serverKeys, server);
            this.clientContext = trusting();
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new LocalAzureException("can't make the certificates of the local Azure", e);
        }
    }

    SSLContext serverContext() {
        return serverContext;
    }

    SSLContext clientContext() {
        return clientContext;
    }

    String certificatePem() {
        var pem = new StringWriter();
        try (var writer = new JcaPEMWriter(pem)) {
            writer.writeObject(ca);
        } catch (IOException e) {
            throw new LocalAzureException("can't write the CA certificate as PEM", e);
        }
        return pem.toString();
    }

    /** Readers see the old file or the whole new one, never half of it. */
    void writeTrustStore(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(folder, file.getFileName().toString(), ".new");
            try {
                try (var out = Files.newOutputStream(fresh)) {
                    trustStore().store(out, TRUST_STORE_PASSWORD.toCharArray());
                }
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new LocalAzureException(
                    "can't write the trust store " + file + "; is its folder there and writable?", e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder caBuilder(KeyPair keys) throws CertIOException {
        return builder(CA_NAME, keys)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    private static X509v3CertificateBuilder serverBuilder(KeyPair keys) throws CertIOException {
        var names = Stream.concat(
                        DNS_NAMES.stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                        ADDRESSES.stream().map(address -> new GeneralName(GeneralName.iPAddress, address)))
                .toArray(GeneralName[]::new);
        return builder(SERVER_NAME, keys)
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    }

    private static X509v3CertificateBuilder builder(X500Name subject, KeyPair keys) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                CA_NAME,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(LIFE)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate certify(X509v3CertificateBuilder builder, KeyPair issuer)
            throws OperatorCreationException, GeneralSecurityException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private SSLContext serving(KeyPair keys, X509Certificate certificate) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        char[] password = TRUST_STORE_PASSWORD.toCharArray();
        store.setKeyEntry("server", keys.getPrivate(), password, new X509Certificate[] {certificate, ca});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private SSLContext trusting() throws GeneralSecurityException, IOException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("podpass-local-azure-ca", ca);
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
