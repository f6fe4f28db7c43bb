package io.carillon.faults.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network namespace of our own with cables to this machine's: whatever is dropped or unplugged there concerns nobody else. It goes,
 * with all cables, when the run's processes are over.
 */
public final class Namespace {

    // The network for measurements among neighbours (RFC 2544): nobody's own addresses are there.
    private static final String NETWORK = "198.18.";
    private static final int NUMBERS = 256 * 64;
    private static final AtomicInteger MADE = new AtomicInteger();

    /** A pair of virtual network cards, one end on this machine, one in the namespace. */
    public final class Cable {
        private final String ours;
        private final String theirs;
        private final String ourHost;
        private final String theirHost;

        /** @param number which of the networks of four addresses it is */
        private Cable(int number) {
            this.ours = "cf" + number + "o";
            this.theirs = "cf" + number + "i";
            this.ourHost = host(number, 1);
            this.theirHost = host(number, 2);
        }

        /** The address of this machine's end. */
        public String ourHost() {
            return ourHost;
        }

        /** The address of the end in the namespace. */
        public String theirHost() {
            return theirHost;
        }

        /** Where a process runs that listens on the end in the namespace. */
        public Place place() {
            return new Place(theirHost, theirHost, enter());
        }

        /** Where a process runs that listens on all that the namespace has, and that is reached over this cable as a rule. */
        public Place placeAtAll() {
            return new Place(theirHost, "0.0.0.0", enter());
        }

        /** Pulls it out: what is sent over it is lost from now on, and nobody is told. */
        public void unplug() {
            Tool.run("ip", "link", "set", ours, "down");
        }

        private void plug() {
            Tool.run("ip", "link", "add", ours, "type", "veth", "peer", "name", theirs);
            Tool.run("ip", "link", "set", theirs, "netns", name);
            Tool.run("ip", "addr", "add", ourHost + "/30", "dev", ours);
            Tool.run("ip", "link", "set", ours, "up");
            inside("ip", "addr", "add", theirHost + "/30", "dev", theirs);
            inside("ip", "link", "set", theirs, "up");
        }
    }

    private final String name;
    private final List<Cable> cables = new ArrayList<>();

    private Namespace(String name) {
        this.name = name;
    }

    /** Whether this process may make one. */
    public static boolean mayBeMade() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException noLinux) {
            return false;
        }
    }

    /** Makes one without a cable. */
    public static Namespace make(Processes processes) {
        var namespace = new Namespace("carillon-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet());
        Tool.run("ip", "netns", "add", namespace.name);
        processes.whenOver(namespace::remove);
        namespace.inside("ip", "link", "set", "lo", "up");
        return namespace;
    }

    /** Makes a cable between this machine and the namespace. */
    public Cable cable() {
        var cable = new Cable(freeNumber());
        cables.add(cable);
        cable.plug();
        return cable;
    }

    /**
     * Drops from now on whatever one connection between the namespace and the outside carries, in both directions and without a word.
     *
     * @param inside its end in the namespace
     * @param outside its other end
     */
    public void drop(Address inside, Address outside) {
        String ours = Integer.toString(inside.port());
        String others = Integer.toString(outside.port());
        inside(
                "iptables",
                "-w",
                "-A",
                "INPUT",
                "-p",
                "tcp",
                "-s",
                outside.host(),
                "--sport",
                others,
                "-d",
                inside.host(),
                "--dport",
                ours,
                "-j",
                "DROP");
        inside(
                "iptables",
                "-w",
                "-A",
                "OUTPUT",
                "-p",
                "tcp",
                "-s",
                inside.host(),
                "--sport",
                ours,
                "-d",
                outside.host(),
                "--dport",
                others,
                "-j",
                "DROP");
    }

    /** How many packets were dropped so far. */
    public long dropped() {
        long packets = 0;
        for (String chain : List.of("INPUT", "OUTPUT")) {
            for (String line : inside("iptables", "-w", "-nvxL", chain).split("\n", -1)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 2 && columns[2].equals("DROP")) {
                    packets += Long.parseLong(columns[0]);
                }
            }
        }
        return packets;
    }

    private String inside(String... command) {
        List<String> all = new ArrayList<>(enter());
        all.addAll(List.of(command));
        return Tool.run(all);
    }

    private List<String> enter() {
        return List.of("ip", "netns", "exec", name);
    }

    private void remove() {
        for (Cable cable : cables) {
            try {
                Tool.run("ip", "link", "del", cable.ours);
            } catch (IllegalStateException notPlugged) {
                // The namespace goes all the same, and with it whatever is left.
            }
        }
        Tool.run("ip", "netns", "del", name);
    }

    /** A network that no card of this machine has an address in. */
    private static int freeNumber() {
        List<String> taken = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                card.getInterfaceAddresses()
                        .forEach(address -> taken.add(address.getAddress().getHostAddress()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this machine's addresses cannot be read", e);
        }
        // Two runs beside each other begin to look in different places.
        int first = (int) (ProcessHandle.current().pid() * 61 % NUMBERS);
        for (int i = 0; i < NUMBERS; i++) {
            int number = (first + i) % NUMBERS;
            if (!taken.contains(host(number, 1))) {
                return number;
            }
        }
        throw new IllegalStateException("no network is free below " + NETWORK);
    }

    private static String host(int number, int end) {
        return NETWORK + number / 64 + "." + (number % 64 * 4 + end);
    }
}
