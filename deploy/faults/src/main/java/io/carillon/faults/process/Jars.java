package io.carillon.faults.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which jar plays which role, and with which options of the JVM: known here and nowhere else. */
public final class Jars {

    private final Path root;

    /** @param root the checkout, with its jars built */
    public Jars(Path root) {
        this.root = root;
    }

    /** The checkout. */
    Path root() {
        return root;
    }

    /** The command that starts a process of this role, which prints one JSON object when it is up. */
    List<String> command(Role role) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(role));
        command.add("-jar");
        command.add(jar(role).toString());
        if (role == Role.ALL_IN_ONE) {
            command.addAll(List.of("dev", "--no-open"));
        }
        command.add("--json");
        return command;
    }

    private Path jar(Role role) {
        String module = switch (role) {
            case BROKER -> "broker/server";
            case CONTROL_PLANE -> "control-plane-api";
            case ALL_IN_ONE -> "deploy/all-in-one";
        };
        String name = switch (role) {
            case BROKER -> "carillon-broker.jar";
            case CONTROL_PLANE -> "carillon-control-plane.jar";
            case ALL_IN_ONE -> "carillon.jar";
        };
        Path jar = root.resolve(module).resolve("target").resolve(name);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("There is no " + root.relativize(jar)
                    + ": deploy/faults/run builds it, or ./mvnw -pl " + module + " -am package -DskipTests.");
        }
        return jar;
    }

    /**
     * As deploy/run has them, with a heap that lets five of them live beside each other, and without the second compiler: at the start of five
     * processes on two cores it would be the fault that everybody suffers from.
     */
    private static List<String> options(Role role) {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms64m",
                role == Role.CONTROL_PLANE ? "-Xmx256m" : "-Xmx384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        int version = Runtime.version().feature();
        if (version >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (version >= 24) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (version >= 25) {
            options.add("-XX:+UseCompactObjectHeaders");
        }
        return options;
    }
}
