package io.carillon.client.management;

import java.util.Locale;

/** What the operator of the platform allows an organisation at most. 0 is no ceiling. */
public enum Ceiling {
    /** Apps that it may have. */
    MAX_APPS,
    /** Open connections of each app. */
    MAX_CONNECTIONS,
    /** Events that each app may publish in a second. */
    MAX_PUBLISHES,
    /** Different users in one presence channel, 1 to 10,000: this one is never without a ceiling. */
    MAX_MEMBERS,
    /** Messages of all its apps together in a day of UTC. */
    MESSAGES_PER_DAY,
    /** The same for a month. */
    MESSAGES_PER_MONTH;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
