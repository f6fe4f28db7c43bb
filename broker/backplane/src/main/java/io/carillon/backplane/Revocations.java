package io.carillon.backplane;

import io.carillon.backplane.Revocation.Kind;
import io.carillon.protocol.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An app's revocations, looked up by what they go by. A value. */
public final class Revocations {

    /** None. */
    public static final Revocations NONE = new Revocations(List.of());

    private final List<Revocation> all;
    private final Map<Kind, Map<String, List<Revocation>>> bySubject = new HashMap<>();

    private Revocations(List<Revocation> all) {
        this.all = List.copyOf(all);
        all.forEach(one -> bySubject
                .computeIfAbsent(one.kind(), kind -> new HashMap<>())
                .merge(one.subject(), List.of(one), Revocations::both));
    }

    private static List<Revocation> both(List<Revocation> some, List<Revocation> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** These, in their order. */
    public static Revocations of(List<Revocation> all) {
        return all.isEmpty() ? NONE : new Revocations(all);
    }

    public List<Revocation> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * What refuses a token now; null if nothing does.
     *
     * @param user whose it is; null if it does not say
     * @param keyId the key that signed it; null if it does not say
     */
    public @Nullable Revocation ofToken(
            String id, @Nullable UserId user, @Nullable String keyId, Instant issuedAt, Instant now) {
        if (all.isEmpty()) {
            return null;
        }
        Revocation found = find(Kind.TOKEN, id, issuedAt, now);
        if (found == null && user != null) {
            found = find(Kind.USER, user.value(), issuedAt, now);
        }
        if (found == null && keyId != null) {
            found = find(Kind.KEY, keyId, issuedAt, now);
        }
        return found == null ? find(Kind.ALL, "", issuedAt, now) : found;
    }

    /** What refuses now that somebody has been this user since a moment, by a signature; null if nothing does. */
    public @Nullable Revocation ofUser(UserId user, Instant since, Instant now) {
        return all.isEmpty() ? null : find(Kind.USER, user.value(), since, now);
    }

    private @Nullable Revocation find(Kind kind, String subject, Instant issuedAt, Instant now) {
        for (Revocation one : bySubject.getOrDefault(kind, Map.of()).getOrDefault(subject, List.of())) {
            if (one.refuses(issuedAt, now)) {
                return one;
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Revocations that && all.equals(that.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return "Revocations[" + all.size() + "]";
    }
}
