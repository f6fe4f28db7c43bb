package io.carillon.backplane.memory;

import io.carillon.backplane.Envelope;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes to which a channel's envelopes go. Guarded by its channel. */
final class Route {

    private static final Place[] NOBODY = {};

    // Walked for every publish, changed seldom, and never longer than the cluster has nodes.
    private Place[] places = NOBODY;

    boolean isEmpty() {
        return places.length == 0;
    }

    @Nullable
    Place placeOf(Node node) {
        for (Place place : places) {
            if (place.node() == node) {
                return place;
            }
        }
        return null;
    }

    Place add(Node node) {
        Place place = new Place(node);
        places = Arrays.copyOf(places, places.length + 1);
        places[places.length - 1] = place;
        return place;
    }

    void remove(Place gone) {
        Place[] rest = new Place[places.length - 1];
        int i = 0;
        for (Place place : places) {
            if (place != gone) {
                rest[i++] = place;
            }
        }
        places = i == 0 ? NOBODY : rest;
    }

    void deliver(Envelope envelope, long now) {
        for (Place place : places) {
            place.node().deliver(envelope, now);
        }
    }

    /** Connections behind living nodes. */
    int subscriptions(long now) {
        int sum = 0;
        for (Place place : places) {
            if (place.node().lives(now)) {
                sum += place.subscriptions();
            }
        }
        return sum;
    }

    /** Whether there are connections behind any other place, its node dead or alive. */
    boolean isOccupiedBeside(Place changed) {
        for (Place place : places) {
            if (place != changed && place.subscriptions() > 0) {
                return true;
            }
        }
        return false;
    }

    boolean allLive(long now) {
        for (Place place : places) {
            if (!place.node().lives(now)) {
                return false;
            }
        }
        return true;
    }

    /** Users with a connection behind a living node. */
    Set<Attendance> livingAttendances(long now) {
        Set<Attendance> living = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Place place : places) {
            if (place.node().lives(now)) {
                living.addAll(place.attendances());
            }
        }
        return living;
    }
}
