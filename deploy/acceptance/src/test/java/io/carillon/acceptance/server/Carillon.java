package io.carillon.acceptance.server;

import io.carillon.acceptance.wire.RawClient;
import io.carillon.acceptance.wire.RawHttp;
import io.carillon.acceptance.wire.Signing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/** One test's view of the running jar: who connects through it is hung up when the test is over. */
public final class Carillon implements AutoCloseable {

    /** Servers are shared, names are not: one run's counter keeps tests out of each other's channels. */
    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime() / 1_000_000 % 1_000_000);

    private final RunningJar jar;
    private final Deque<RawClient> clients = new ArrayDeque<>();

    public Carillon(RunningJar jar) {
        this.jar = jar;
    }

    public RunningJar jar() {
        return jar;
    }

    /** A name that no other test has. */
    public String unique(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** A client that was greeted: {@code connection_established} is behind it. */
    public RawClient connect() {
        return connect("?protocol=7&client=js&version=8.6.0&flash=false");
    }

    /** As {@link #connect()}, with a query of its own. */
    public RawClient connect(String query) {
        RawClient client = open("/app/" + RunningJar.APP_KEY + query);
        client.isGreeted();
        return client;
    }

    /** A client right after the 101, with nothing read. */
    public RawClient open(String target, String... headers) {
        RawClient client = RawClient.open(jar.host(), jar.port(), target, headers);
        clients.push(client);
        return client;
    }

    /** An HTTP client that sends exactly the bytes it is told. */
    public RawHttp http() {
        return new RawHttp(jar.host(), jar.port());
    }

    /** Sends a signed POST to {@code /apps/APP_ID} + path. */
    public RawHttp.Answer post(String path, String body) {
        String whole = "/apps/" + RunningJar.APP_ID + path;
        return http().send("POST", whole + "?" + Signing.query("POST", whole, body), body);
    }

    /** Sends a signed GET to {@code /apps/APP_ID} + path; parameters as {@code key, value, key, value}. */
    public RawHttp.Answer get(String path, String... parameters) {
        String whole = "/apps/" + RunningJar.APP_ID + path;
        return http().send("GET", whole + "?" + Signing.query("GET", whole, null, parameters), null);
    }

    /** Publishes one event on one channel and insists on the answer {@code {}}. */
    public void publishes(String channel, String event, String data) {
        publishes(channel, event, data, "");
    }

    /** As {@link #publishes(String, String, String)}, with further members of the body, beginning with a comma. */
    public void publishes(String channel, String event, String data, String more) {
        String body = "{\"name\":" + RawClient.quoted(event) + ",\"channels\":[" + RawClient.quoted(channel)
                + "],\"data\":" + RawClient.quoted(data) + more + "}";
        RawHttp.Answer answer = post("/events", body);
        if (answer.status() != 200 || !answer.body().equals("{}")) {
            throw new AssertionError("Publishing " + body + " was answered with " + answer);
        }
    }

    @Override
    public void close() {
        while (!clients.isEmpty()) {
            clients.pop().close();
        }
    }
}
