package io.carillon.controlplane.app;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Version;
import java.time.Instant;

/**
 * Who owns apps. The ceilings are set by the operator of the platform; 0 is no ceiling.
 *
 * @param suspended whether all of its apps are switched off
 * @param maxApps apps that it may have
 * @param maxConnections open connections of each app
 * @param maxPublishes events that each app may publish in a second
 * @param maxMembers different users in one presence channel; at least 1
 * @param messagesPerDay messages of all its apps together in a day of UTC
 * @param messagesPerMonth messages of all its apps together in a month of UTC
 * @param version grows with each change
 */
@MappedEntity("organisations")
public record Organisation(
        @Id String id,
        String name,
        boolean suspended,
        int maxApps,
        int maxConnections,
        int maxPublishes,
        int maxMembers,
        long messagesPerDay,
        long messagesPerMonth,
        Instant createdAt,
        @Version long version) {

    /** One without ceilings. */
    public static Organisation of(String id, String name, Instant now) {
        return new Organisation(id, name, false, 0, 0, 0, AppSettings.MOST_MEMBERS, 0, 0, now, 1);
    }

    /** The same under another name. */
    public Organisation withName(String other) {
        return new Organisation(
                id,
                other,
                suspended,
                maxApps,
                maxConnections,
                maxPublishes,
                maxMembers,
                messagesPerDay,
                messagesPerMonth,
                createdAt,
                version);
    }

    /** The same with other ceilings, or suspended, or no longer. */
    public Organisation withCeilings(
            boolean nowSuspended, int apps, int connections, int publishes, int members, long perDay, long perMonth) {
        return new Organisation(
                id, name, nowSuspended, apps, connections, publishes, members, perDay, perMonth, createdAt, version);
    }
}
