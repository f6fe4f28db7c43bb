package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as people read them. */
final class Moments {

    private Moments() {}

    /** To the second; a dash for none. */
    static String text(Json moment) {
        if (moment.isNothing()) {
            return "-";
        }
        try {
            return Instant.parse(moment.text()).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeException other) {
            return moment.text();
        }
    }
}
