package io.carillon.client.rest;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.ChannelName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes so many at a time and lets so many wait. What names the same channel goes one after the other, in the order in which it came, so
 * that subscribers hear it in that order; the rest goes side by side. Safe for all threads.
 */
final class PublishQueue {

    private final int concurrency;
    private final int capacity;

    private final Map<ChannelName, Deque<Job<?>>> lanes = new HashMap<>();
    private final Deque<Job<?>> ready = new ArrayDeque<>();
    private int running;
    private int size;
    private boolean closed;
    private boolean starting;

    /**
     * @param concurrency how many run at a time
     * @param capacity how many may be in here, running or waiting
     */
    PublishQueue(int concurrency, int capacity) {
        this.concurrency = concurrency;
        this.capacity = capacity;
    }

    /**
     * Runs the action when it is its turn.
     *
     * @return what the action comes to; fails at once with {@code queue_full} or {@code closed}, and then the action never runs
     */
    <T> CompletableFuture<T> submit(Set<ChannelName> channels, Supplier<CompletableFuture<T>> action) {
        var job = new Job<T>(channels, action);
        CarillonException refused = enter(job);
        if (refused != null) {
            return CompletableFuture.failedFuture(refused);
        }
        start();
        return job.outcome;
    }

    /** Takes nothing more. What is in here goes on. */
    synchronized CompletableFuture<Void> close() {
        closed = true;
        return CompletableFuture.allOf(inside().stream()
                .map(job -> job.outcome.exceptionally(failed -> null))
                .toArray(CompletableFuture[]::new));
    }

    /** Gives up what still waits or runs: it fails with {@code closed}. */
    void abandon() {
        for (Job<?> job : inside()) {
            job.outcome.completeExceptionally(ClientError.CLOSED.because(
                    "The publisher was closed before the event's turn came, or before it was answered."));
        }
    }

    private synchronized Collection<Job<?>> inside() {
        var jobs = new ArrayList<Job<?>>();
        lanes.values().forEach(jobs::addAll);
        return jobs.stream().distinct().toList();
    }

    private synchronized @Nullable CarillonException enter(Job<?> job) {
        if (closed) {
            return ClientError.CLOSED.because("The publisher is closed.");
        }
        if (size >= capacity) {
            return ClientError.QUEUE_FULL.because(
                    "The event was not taken: " + capacity
                            + " others wait to be published already. Slow down, try again later, or give the publisher a larger queue.");
        }
        size++;
        for (ChannelName channel : job.channels) {
            Deque<Job<?>> lane = lanes.computeIfAbsent(channel, name -> new ArrayDeque<>());
            if (!lane.isEmpty()) {
                job.ahead++;
            }
            lane.add(job);
        }
        if (job.ahead == 0) {
            ready.add(job);
        }
        return null;
    }

    /** Starts what may start. An action that ends at once comes back here while its starter is still at it, who then goes on. */
    private void start() {
        synchronized (this) {
            if (starting) {
                return;
            }
            starting = true;
        }
        for (Job<?> job = next(); job != null; job = next()) {
            job.run();
        }
    }

    private synchronized @Nullable Job<?> next() {
        Job<?> job = running < concurrency ? ready.poll() : null;
        if (job == null) {
            starting = false;
        } else {
            running++;
        }
        return job;
    }

    private synchronized void leave(Job<?> job) {
        running--;
        size--;
        for (ChannelName channel : job.channels) {
            Deque<Job<?>> lane = lanes.get(channel);
            if (lane == null) {
                continue;
            }
            lane.poll();
            Job<?> first = lane.peek();
            if (first == null) {
                lanes.remove(channel);
            } else if (--first.ahead == 0) {
                ready.add(first);
            }
        }
    }

    private final class Job<T> {

        private final List<ChannelName> channels;
        private final Supplier<CompletableFuture<T>> action;
        private final CompletableFuture<T> outcome = new CompletableFuture<>();
        /** On how many of its channels another comes first. */
        private int ahead;

        Job(Set<ChannelName> channels, Supplier<CompletableFuture<T>> action) {
            this.channels = List.copyOf(channels);
            this.action = action;
        }

        void run() {
            // Somebody who was given up, or who cancelled the future, is not published any more.
            CompletableFuture<T> result = outcome.isDone() ? outcome : Waiting.begin(action);
            Waiting.then(result, (done, failure) -> {
                leave(this);
                start();
                Waiting.settle(outcome, done, failure);
            });
        }
    }
}
