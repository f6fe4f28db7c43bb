package io.carillon.bench.load;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The loads that are always measured, so that figures of different days and servers can be laid side by side. */
public enum Shape {
    FAN_OUT_1K("1x1000", "one channel with 1,000 subscribers", Mode.PUB, 1_000, 1, 4, 4, false),
    FAN_OUT_10K("1x10000", "one channel with 10,000 subscribers", Mode.PUB, 10_000, 1, 2, 4, false),
    QUEUED(
            "queued",
            "one channel with 1,000 subscribers, messages queued at the server",
            Mode.PUB,
            1_000,
            1,
            16,
            16,
            true),
    MANY_CHANNELS("1000x10", "1,000 channels with 10 subscribers each", Mode.PUB, 10_000, 1_000, 32, 16, false),
    ECHO("echo", "100 pairs of clients, 50 of them at ping-pong by client events", Mode.ECHO, 200, 100, 50, 4, false),
    IDLE("idle", "10,000 connections that subscribe and are silent", Mode.IDLE, 10_000, 1, 4, 4, false);

    private final String title;
    private final String description;
    private final Mode mode;
    private final int connections;
    private final int channels;
    private final int window;
    private final int publishers;
    private final boolean unordered;

    Shape(
            String title,
            String description,
            Mode mode,
            int connections,
            int channels,
            int window,
            int publishers,
            boolean unordered) {
        this.title = title;
        this.description = description;
        this.mode = mode;
        this.connections = connections;
        this.channels = channels;
        this.window = window;
        this.publishers = publishers;
        this.unordered = unordered;
    }

    /** The name on the command line and in results. */
    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public Mode mode() {
        return mode;
    }

    public int connections() {
        return connections;
    }

    public int channels() {
        return channels;
    }

    public int window() {
        return window;
    }

    public int publishers() {
        return publishers;
    }

    public boolean unordered() {
        return unordered;
    }

    public static Optional<Shape> named(String title) {
        return Arrays.stream(values())
                .filter(shape -> shape.title.equals(title))
                .findFirst();
    }

    /** All names, for whoever gave a wrong one. */
    public static String titles() {
        return Arrays.stream(values()).map(Shape::title).collect(Collectors.joining(", "));
    }
}
