import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** A trust store of Java's from a folder of PEM files: the same bytes for the same files. */
final class Trust {
    public static void main(String... arguments) throws IOException, GeneralSecurityException {
        // What it would take from chance, and what nobody needs to keep public certificates.
        System.setProperty("keystore.pkcs12.certProtectionAlgorithm", "NONE");
        System.setProperty("keystore.pkcs12.macAlgorithm", "NONE");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var factory = CertificateFactory.getInstance("X.509");
        try (var files = Files.list(Path.of(arguments[0]))) {
            for (var file : files.sorted().toList()) {
                try (var in = Files.newInputStream(file)) {
                    store.setCertificateEntry(file.getFileName().toString(), factory.generateCertificate(in));
                }
            }
        }
        if (store.size() == 0) {
            throw new IOException(arguments[0] + " has no certificates");
        }
        try (var out = Files.newOutputStream(Path.of(arguments[1]))) {
            store.store(out, null);
        }
    }
}
