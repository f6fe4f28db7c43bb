package io.carillon.client.management;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of the platform is to allow an organisation; what is not named stays.
 *
 * <pre>{@code
 * CeilingsChange.to(Ceiling.MAX_APPS, 10).and(Ceiling.MESSAGES_PER_DAY, 1_000_000);
 * }</pre>
 *
 * @param suspended whether all of its apps are switched off; null leaves it
 * @param version the organisation is changed only if this is its version; null changes it in any case
 */
public record CeilingsChange(
        Map<Ceiling, Long> ceilings,
        @Nullable Boolean suspended,
        @Nullable Long version) {

    public CeilingsChange {
        ceilings = Map.copyOf(ceilings);
    }

    /** This ceiling, and no other. */
    public static CeilingsChange to(Ceiling ceiling, long value) {
        return new CeilingsChange(Map.of(ceiling, value), null, null);
    }

    /** Whether all of its apps are switched off. */
    public static CeilingsChange suspended(boolean off) {
        return new CeilingsChange(Map.of(), off, null);
    }

    /** The same and this ceiling. */
    public CeilingsChange and(Ceiling ceiling, long value) {
        var more = new EnumMap<Ceiling, Long>(Ceiling.class);
        more.putAll(ceilings);
        more.put(ceiling, value);
        return new CeilingsChange(more, suspended, version);
    }

    /** The same, and all of its apps switched off, or no longer. */
    public CeilingsChange withSuspended(boolean off) {
        return new CeilingsChange(ceilings, off, version);
    }

    /** The same, but refused with {@code version_conflict} if somebody else has changed the organisation since it had this version. */
    public CeilingsChange onlyIf(long seen) {
        return new CeilingsChange(ceilings, suspended, seen);
    }

    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        new TreeMap<>(ceilings).forEach((ceiling, value) -> fields.put(ceiling.word(), value));
        if (suspended != null) {
            fields.put("suspended", suspended);
        }
        return fields;
    }
}
