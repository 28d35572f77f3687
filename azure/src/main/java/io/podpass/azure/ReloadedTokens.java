package io.podpass.azure;

import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens for ARM by a configuration that may be replaced while the process runs. It is read before each token is given, which
 * notices every way of replacing a file: written in place, renamed over, or behind a symlink that was swapped. Safe for use by
 * many threads.
 */
public final class ReloadedTokens implements ArmTokens {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadedTokens.class);

    private final Supplier<CloudConfig> source;
    private final Function<CloudConfig, ArmTokens> logins;
    private CloudConfig current;
    private ArmTokens tokens;
    private String complaint = "";

    /** {@code source} throws {@link CloudConfigException} for what can't be used; {@code logins} must call nothing yet. */
    public ReloadedTokens(CloudConfig first, Supplier<CloudConfig> source, Function<CloudConfig, ArmTokens> logins) {
        this.source = source;
        this.logins = logins;
        this.current = first;
        this.tokens = logins.apply(first);
    }

    @Override
    public Token token() {
        return current().token();
    }

    private synchronized ArmTokens current() {
        try {
            var read = source.get();
            if (!read.cloud().equals(current.cloud())) {
                // Other hosts answer there, and this process's calls go to the ones it started with.
                complain("the cloud configuration names another cloud or other endpoints, "
                        + read.cloud().azureName() + ": restart the process to move there");
            } else {
                take(read);
            }
        } catch (CloudConfigException e) {
            complain(String.valueOf(e.getMessage()));
        }
        return tokens;
    }

    private void take(CloudConfig read) {
        complaint = "";
        if (!read.equals(current)) {
            current = read;
            tokens = logins.apply(read);
            LOG.info("the cloud configuration has changed and is used from now on");
        }
    }

    /** Once for each problem, not at every call. */
    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            complaint = problem;
            LOG.atWarn()
                    .addKeyValue("problem", problem)
                    .log("the cloud configuration can't be used, the last one is kept");
        }
    }
}
