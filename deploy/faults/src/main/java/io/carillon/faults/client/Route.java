package io.carillon.faults.client;

import io.carillon.faults.process.Address;
import io.carillon.faults.process.CarillonNode;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Which node a client's next connection goes to: what stands between a client and the nodes, seen from the client. */
@FunctionalInterface
public interface Route {

    /**
     * One end of it.
     *
     * @param node its name in the history
     */
    record Stop(String node, Address address) {
        public static Stop at(CarillonNode node) {
            return new Stop(node.name(), node.address());
        }
    }

    /** Called for each connection, from an event loop. */
    Stop next();

    /** Always the same. */
    static Route to(CarillonNode node) {
        Stop stop = Stop.at(node);
        return () -> stop;
    }

    /** Any of them; the same ones for the same seed as long as the clients connect in the same order. */
    static Route toAny(List<CarillonNode> nodes, Random random) {
        List<Stop> stops = nodes.stream().map(Stop::at).toList();
        return () -> {
            synchronized (random) {
                return stops.get(random.nextInt(stops.size()));
            }
        };
    }

    /** The first one first, and the others in turn when that was lost. */
    static Route firstThen(CarillonNode first, List<CarillonNode> others) {
        var turn = new AtomicInteger(-1);
        return () -> {
            int now = turn.getAndIncrement();
            return Stop.at(now < 0 ? first : others.get(now % others.size()));
        };
    }
}
