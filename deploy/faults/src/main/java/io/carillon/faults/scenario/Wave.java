package io.carillon.faults.scenario;

import io.carillon.faults.process.SdkCrowd.Moment;
import java.util.List;
import java.util.function.ToLongFunction;

/** What the clients of several crowds did together since a moment. */
final class Wave {

    private static final int STEP_MILLIS = 100;

    private final List<List<Moment>> crowds;
    private final long began;

    /** @param began milliseconds of the machine's clock */
    Wave(List<List<Moment>> crowds, long began) {
        this.crowds = crowds;
        this.began = began;
    }

    /** What was added since the beginning to a number that only grows. */
    long all(ToLongFunction<Moment> number) {
        return at(Long.MAX_VALUE, number) - at(began, number);
    }

    /** What was added from one second since the beginning to another, on average in each of them. */
    long perSecond(int from, int to, ToLongFunction<Moment> number) {
        return (at(began + to * 1_000L, number) - at(began + from * 1_000L, number)) / (to - from);
    }

    /** What was added in the second that had the most, of so many since the beginning. */
    long mostInSecond(long seconds, ToLongFunction<Moment> number) {
        long most = 0;
        for (int second = 0; second < seconds; second++) {
            most = Math.max(most, perSecond(second, second + 1, number));
        }
        return most;
    }

    /** When so much had been added since the beginning; to a tenth of a second. Negative if never. */
    double secondsUntil(ToLongFunction<Moment> number, long added) {
        long end = crowds.stream()
                .mapToLong(moments -> moments.get(moments.size() - 1).at())
                .max()
                .orElse(began);
        long before = at(began, number);
        for (long now = began; now < end + STEP_MILLIS; now += STEP_MILLIS) {
            if (at(now, number) - before >= added) {
                return (now - began) / STEP_MILLIS / 10.0;
            }
        }
        return -1;
    }

    private long at(long time, ToLongFunction<Moment> number) {
        return crowds.stream().mapToLong(moments -> at(moments, time, number)).sum();
    }

    private static long at(List<Moment> moments, long time, ToLongFunction<Moment> number) {
        long value = 0;
        for (Moment moment : moments) {
            if (moment.at() > time) {
                break;
            }
            value = number.applyAsLong(moment);
        }
        return value;
    }
}
