package io.carillon.token;

import io.carillon.backplane.App;
import io.carillon.backplane.Issuer;
import io.carillon.protocol.InvalidValueException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whom each app trusts as the directory says, each text read once. May be called from any thread. */
public final class AppIssuers implements TrustedIssuers {

    private static final Logger LOG = System.getLogger(AppIssuers.class.getName());
    private static final int REMEMBERED = 10_000;

    private record Read(@Nullable TrustedIssuer issuer) {}

    private final Map<Issuer, Read> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Issuer, Read> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public List<TrustedIssuer> of(App app) {
        List<Issuer> issuers = app.issuers();
        if (issuers.isEmpty()) {
            return List.of();
        }
        return issuers.stream()
                .map(issuer -> trusted(app, issuer))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable TrustedIssuer trusted(App app, Issuer issuer) {
        synchronized (read) {
            return read.computeIfAbsent(issuer, unread -> read(app, unread)).issuer();
        }
    }

    /** One that a newer process wrote down may be beyond this one: nobody is let in by what cannot be read. */
    private static Read read(App app, Issuer issuer) {
        try {
            return new Read(IssuerText.read(issuer.text()));
        } catch (InvalidValueException invalid) {
            LOG.log(Level.ERROR, "App {0} has {1} that cannot be read: {2}", app.id(), issuer, invalid.getMessage());
            return new Read(null);
        }
    }
}
