package io.podpass.check;

import io.podpass.core.FindingKind;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Federated credentials: Entra compares issuer and subject byte by byte (spec workload-identity §4.1). */
final class FederationRule implements Rule {
    /** What Azure takes for one identity. */
    static final int LIMIT = 20;

    private static final String TYPE = "azurerm_federated_identity_credential";
    private static final Pattern AKS_ISSUER =
            Pattern.compile("(?i)https://(?!ib\\.)[a-z0-9]+\\.oic\\.prod-aks\\.azure\\.(com|us|cn)/[^/]+/[^/]+/?");
    private static final Pattern SUBJECT = Pattern.compile(
            "system:serviceaccount:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?:[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Set<String> AUDIENCES = Set.of(
            "api://AzureADTokenExchange",
            "api://AzureADTokenExchangeUSGov",
            "api://AzureADTokenExchangeChina",
            "api://AzureADTokenExchangeUSNat",
            "api://AzureADTokenExchangeUSSec");

    @Override
    public Stream<Observation> inspect(World world) {
        var facts = new AzureFacts(world);
        var all = world.resources(TYPE).filter(one -> !one.data()).toList();
        return Stream.concat(
                all.stream().flatMap(one -> of(world, facts, one)),
                all.stream().collect(Collectors.groupingBy(one -> parent(facts, one))).entrySet().stream()
                        .filter(entry -> entry.getKey().isPresent())
                        .flatMap(entry -> ofIdentity(entry.getValue())));
    }

    private static Stream<Observation> of(World world, AzureFacts facts, Resource one) {
        return Stream.of(issuerOff(facts, one), issuer(world, one), subject(one), audience(one))
                .flatMap(Optional::stream);
    }

    private static Optional<Observation> issuerOff(AzureFacts facts, Resource one) {
        return one.origins("issuer").stream()
                .filter(origin -> origin.attribute().equals("oidc_issuer_url"))
                .flatMap(origin -> facts.resource(origin).stream())
                .filter(cluster -> !cluster.data()
                        && !cluster.unknown("oidc_issuer_enabled")
                        && !cluster.on("oidc_issuer_enabled"))
                .findFirst()
                .map(cluster -> Observation.of(
                        FindingKind.OIDC_ISSUER_OFF,
                        one,
                        "its issuer is that of " + cluster.address() + ", whose OIDC issuer is off",
                        "oidc_issuer_enabled = true in " + cluster.address()));
    }

    private static Optional<Observation> issuer(World world, Resource one) {
        var written = one.text("issuer").orElse("");
        var issuers = world.resources(AzureFacts.CLUSTER)
                .flatMap(cluster -> cluster.text("oidc_issuer_url").stream())
                .collect(Collectors.toSet());
        if (written.isEmpty() || issuers.contains(written)) {
            return Optional.empty();
        }
        var meant = issuers.stream()
                .filter(issuer -> bare(issuer).equals(bare(written)))
                .findFirst()
                .or(() -> Optional.of(written + "/")
                        .filter(_ -> !written.endsWith("/")
                                && AKS_ISSUER.matcher(written).matches()));
        return meant.map(issuer -> Observation.of(
                FindingKind.ISSUER_SPELLING,
                one,
                "issuer \"" + written + "\" is not the cluster's \"" + issuer
                        + "\": tokens are refused with AADSTS700211",
                "issuer = the cluster's oidc_issuer_url, its slash at the end included"));
    }

    private static String bare(String issuer) {
        return issuer.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
    }

    private static Optional<Observation> subject(Resource one) {
        var ofCluster = one.text("issuer")
                        .filter(text -> AKS_ISSUER.matcher(text).matches())
                        .isPresent()
                || one.origins("issuer").stream()
                        .anyMatch(origin -> origin.last().equals("oidc_issuer_url"));
        return one.text("subject")
                .filter(text -> ofCluster || text.toLowerCase(Locale.ROOT).startsWith("system:serviceaccount"))
                .filter(text -> !SUBJECT.matcher(text).matches())
                .map(text -> Observation.of(
                        FindingKind.SUBJECT_MALFORMED,
                        one,
                        "subject \"" + text + "\" is not what a ServiceAccount's token says",
                        "subject = \"system:serviceaccount:NAMESPACE:NAME\", names as Kubernetes has them"));
    }

    private static Optional<Observation> audience(Resource one) {
        var audiences = one.texts("audience").toList();
        return audiences.isEmpty() || (audiences.size() == 1 && AUDIENCES.contains(audiences.getFirst()))
                ? Optional.empty()
                : Optional.of(Observation.of(
                        FindingKind.AUDIENCE_UNUSUAL,
                        one,
                        "audience " + audiences + ": the tokens that pods are given say api://AzureADTokenExchange",
                        "audience = [\"api://AzureADTokenExchange\"]"));
    }

    /** One name for the identity that has the credential. */
    private static Optional<String> parent(AzureFacts facts, Resource one) {
        return Stream.of("user_assigned_identity_id", "parent_id")
                .flatMap(path -> one
                        .text(path)
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .or(() -> one.origins(path).stream()
                                .filter(origin -> !origin.opaque())
                                .findFirst()
                                .flatMap(facts::resource)
                                .map(identity -> identity.text("id")
                                        .map(id -> id.toLowerCase(Locale.ROOT))
                                        .orElse(identity.address())))
                        .stream())
                .findFirst();
    }

    private static Stream<Observation> ofIdentity(Collection<Resource> credentials) {
        var sorted = credentials.stream()
                .sorted((a, b) -> a.address().compareTo(b.address()))
                .toList();
        return Stream.concat(limit(sorted), duplicates(sorted));
    }

    private static Stream<Observation> limit(List<Resource> credentials) {
        return credentials.size() <= LIMIT
                ? Stream.of()
                : Stream.of(Observation.of(
                        FindingKind.FEDERATION_LIMIT,
                        credentials.get(LIMIT),
                        "its identity has " + credentials.size() + " federated credentials, and Azure takes " + LIMIT,
                        "spread the ServiceAccounts over several identities, or bind them by label instead"));
    }

    private static Stream<Observation> duplicates(List<Resource> credentials) {
        var seen = new HashSet<String>();
        return credentials.stream()
                .filter(one -> one.text("subject").isPresent())
                .filter(one ->
                        !seen.add(issuerName(one) + " " + one.text("subject").orElse("")))
                .map(one -> Observation.of(
                        FindingKind.FEDERATION_DUPLICATE,
                        one,
                        "its identity has another credential for this issuer and subject \""
                                + one.text("subject").orElse("") + "\"",
                        "keep one of them"));
    }

    private static String issuerName(Resource one) {
        return one.text("issuer").orElseGet(() -> one.origins("issuer").toString());
    }
}
