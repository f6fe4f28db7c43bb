package io.carillon.backplane;

import io.carillon.protocol.SocketId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Three nodes on which things happen, and what the app's servers should hear of it as one would explain it: the cluster is
 * looked at as a whole before and after each step. Whoever was on a dead node is there until it is buried.
 */
final class WebhookStory {

    private final SharedBackplane shared;
    private final AppChannel news;
    private final AppChannel room;
    private final News told;
    private final TestNode undertaker;
    private final List<Slot> slots = new ArrayList<>();
    private final List<String> toldOfNews = new ArrayList<>();
    private final List<String> toldOfRoom = new ArrayList<>();

    WebhookStory(SharedBackplane shared, AppChannel news, AppChannel room, News told) {
        this.shared = shared;
        this.news = news;
        this.room = room;
        this.told = told;
        this.undertaker = TestNode.in(shared, 0);
        for (int process = 0; process < 3; process++) {
            slots.add(new Slot(process, TestNode.in(shared, process)));
        }
    }

    void join(int number, int socket, String user) {
        Slot slot = slots.get(number);
        if (!slot.dead) {
            slot.node.join(room, slot.socket(socket), user, told);
            change(() -> slot.users.putIfAbsent(slot.socket(socket), user));
        }
    }

    void leave(int number, int socket) {
        Slot slot = slots.get(number);
        if (!slot.dead) {
            slot.node.leave(room, slot.socket(socket));
            change(() -> slot.users.remove(slot.socket(socket)));
        }
    }

    void report(int number, int count) {
        Slot slot = slots.get(number);
        if (!slot.dead) {
            slot.node.report(news, count, told);
            change(() -> slot.reported = count);
        }
    }

    void die(int number) {
        slots.get(number).dead = true;
        for (int half = 0; half < 2; half++) {
            shared.advance(TestNode.LEASE.dividedBy(2));
            undertaker.renew();
            slots.stream().filter(slot -> !slot.dead).forEach(slot -> slot.node.renew());
        }
    }

    /** Another node takes the dead one's place. */
    void bury(int number) {
        Slot slot = slots.get(number);
        if (!slot.dead) {
            return;
        }
        for (NodeRegistry.Holding holding : undertaker.holdings(slot.node, 100)) {
            undertaker.giveUp(slot.node, holding);
            SocketId socket = holding.socket();
            if (socket != null) {
                change(() -> slot.users.remove(socket.value()));
            } else if (holding.channel().equals(news)) {
                change(() -> slot.reported = 0);
            }
        }
        undertaker.buried(slot.node);
        slots.set(number, new Slot(slot.process, TestNode.in(shared, slot.process)));
    }

    /** Whoever is still to be buried is. */
    void settle() {
        for (int number = 0; number < slots.size(); number++) {
            bury(number);
        }
    }

    /** What should have been told of the channel without members, in words. */
    List<String> toldOfNews() {
        return toldOfNews;
    }

    /** What should have been told of the channel with members, in words. */
    List<String> toldOfRoom() {
        return toldOfRoom;
    }

    boolean isOccupied(AppChannel channel) {
        return undertaker.occupancy(channel).isOccupied();
    }

    private void change(Runnable step) {
        int listenersBefore = listeners();
        Map<String, Integer> membersBefore = members();
        step.run();
        turn(listenersBefore, listeners(), "occupied", toldOfNews, "vacated");
        Map<String, Integer> members = members();
        if (membersBefore.isEmpty() && !members.isEmpty()) {
            toldOfRoom.add("occupied");
        }
        for (String user : List.of("ann", "bob")) {
            turn(
                    membersBefore.getOrDefault(user, 0),
                    members.getOrDefault(user, 0),
                    "added " + user,
                    toldOfRoom,
                    "removed " + user);
        }
        if (!membersBefore.isEmpty() && members.isEmpty()) {
            toldOfRoom.add("vacated");
        }
    }

    private static void turn(int before, int after, String come, List<String> words, String gone) {
        if (before == 0 && after > 0) {
            words.add(come);
        } else if (before > 0 && after == 0) {
            words.add(gone);
        }
    }

    private int listeners() {
        return slots.stream().mapToInt(slot -> slot.reported).sum();
    }

    private Map<String, Integer> members() {
        Map<String, Integer> connections = new TreeMap<>();
        slots.forEach(slot -> slot.users.values().forEach(user -> connections.merge(user, 1, Integer::sum)));
        return connections;
    }

    /** One of the three, whichever node it is just now. */
    private static final class Slot {

        private final int process;
        private final TestNode node;
        private final Map<String, String> users = new HashMap<>();
        private int reported;
        private boolean dead;

        private Slot(int process, TestNode node) {
            this.process = process;
            this.node = node;
        }

        private String socket(int number) {
            return (process + 1) + "." + (number + 1);
        }
    }
}
