package io.carillon.token;

import io.carillon.backplane.App;
import java.util.List;

/** Whom each app trusts beside its own keys. */
@FunctionalInterface
public interface TrustedIssuers {

    /** No app trusts anybody. */
    TrustedIssuers NOBODY = app -> List.of();

    /** The app's issuers, each name once. Asked with every token, on any thread: answers from memory. */
    List<TrustedIssuer> of(App app);
}
