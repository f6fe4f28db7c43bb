package io.carillon.client.realtime;

import io.carillon.client.CarillonException;
import io.carillon.client.ClientError;
import io.carillon.client.json.JsonException;
import io.carillon.client.time.Backoff;
import io.carillon.client.time.Timer;
import io.carillon.client.time.Waiting;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.CloseCode.Reaction;
import io.carillon.protocol.SocketId;
import io.carillon.protocol.frame.ServerFrame;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One socket after the other: connects, greets, watches over it, and comes back as the close code says. It knows nothing of channels.
 * Belongs to the client's loop.
 */
final class Connection {

    /** A connection that lasted so long makes good for failures before it. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    /** What the other rooms make of a connection. */
    interface Watcher {
        void changed(ConnectionState state);

        void established(SocketId socket);

        /** The socket is gone, whatever comes next. */
        void lost();

        void frame(ServerFrame frame);

        /** Something went wrong; the state says what follows of it. */
        void failed(CarillonException why);
    }

    private final Settings settings;
    private final Transport transport;
    private final Executor loop;
    private final Timer timer;
    private final RandomGenerator random;
    private final Tokens tokens;
    private final Watcher watcher;
    private final Heartbeat heartbeat;

    private ConnectionState state = ConnectionState.INITIALIZED;
    private Transport.@Nullable Socket socket;
    private Timer.Alarm alarm = () -> {};
    private int failures;
    /** Counts sockets, so that what an older one still says is not heard. */
    private int round;

    private ServerFrame.@Nullable Error refusal;
    private volatile boolean closed;

    /**
     * How to connect.
     *
     * @param url of the app's socket
     * @param failures how failures are told
     */
    record Settings(
            URI url,
            Failures failures,
            Duration connectTimeout,
            Duration activityTimeout,
            Duration pongTimeout,
            Backoff backoff) {}

    Connection(
            Settings settings,
            Transport transport,
            Executor loop,
            Timer timer,
            RandomGenerator random,
            Tokens tokens,
            Watcher watcher) {
        this.settings = settings;
        this.transport = transport;
        this.loop = loop;
        this.timer = timer;
        this.random = random;
        this.tokens = tokens;
        this.watcher = watcher;
        this.heartbeat = new Heartbeat(timer, settings.pongTimeout, () -> send(ClientCodec.ping()), this::dead);
    }

    boolean isConnected() {
        return state == ConnectionState.CONNECTED;
    }

    /** Connects, unless it is about to already. */
    void connect() {
        if (state == ConnectionState.INITIALIZED || state == ConnectionState.DISCONNECTED) {
            failures = 0;
            attempt();
        }
    }

    /** Says goodbye and stays away. */
    void disconnect() {
        Transport.Socket open = socket;
        leave();
        if (open != null) {
            open.close();
        }
        become(ConnectionState.DISCONNECTED);
    }

    /** Stays away for ever: a socket that opens yet is hung up by whichever thread brings it. */
    void close() {
        disconnect();
        closed = true;
    }

    /** Sends one message; nothing happens if there is no socket. */
    void send(String message) {
        if (socket != null) {
            socket.send(message);
        }
    }

    private void attempt() {
        become(ConnectionState.CONNECTING);
        int mine = ++round;
        alarm = timer.after(settings.connectTimeout, () -> {
            abort();
            comeBack(Reaction.BACK_OFF, settings.failures.ungreeted(settings.connectTimeout));
        });
        tokens.get((token, failure) -> {
            if (mine == round) {
                if (failure == null) {
                    transport.open(settings.url, token, new Ears(mine));
                } else {
                    comeBack(Reaction.BACK_OFF, failure);
                }
            }
        });
    }

    private void hear(String message) {
        heartbeat.heard();
        try {
            ServerFrame frame = ClientCodec.decode(message);
            if (frame instanceof ServerFrame.ConnectionEstablished greeting) {
                greeted(greeting);
            } else if (frame instanceof ServerFrame.Error error && isFarewell(error)) {
                // The close frame is right behind it, with less to say.
                refusal = error;
            } else if (frame != null) {
                remember(frame);
                watcher.frame(frame);
            }
        } catch (JsonException | ArithmeticException | IllegalArgumentException e) {
            watcher.failed(
                    ClientError.ANSWER_INVALID.because("A message of the server cannot be read: " + e.getMessage(), e));
        }
    }

    private boolean isFarewell(ServerFrame.Error error) {
        int code = error.code() == null ? 0 : error.code();
        boolean mayLiveOn = code == CloseCode.UNAUTHORIZED.code() || code == CloseCode.TOKEN_REFUSED.code();
        return state == ConnectionState.CONNECTING
                || (error.channel() == null && code >= 4000 && code < 4300 && !mayLiveOn);
    }

    private void remember(ServerFrame frame) {
        if (frame instanceof ServerFrame.Error error && error.channel() == null) {
            refusal = error;
            if (error.code() != null && error.code() == CloseCode.TOKEN_REFUSED.code()) {
                tokens.discard();
            }
        }
    }

    private void greeted(ServerFrame.ConnectionEstablished greeting) {
        if (state != ConnectionState.CONNECTING) {
            return;
        }
        alarm.cancel();
        alarm = timer.after(SETTLED, () -> failures = 0);
        refusal = null;
        Duration silence = Duration.ofSeconds(greeting.activityTimeout());
        heartbeat.start(silence.compareTo(settings.activityTimeout) < 0 ? silence : settings.activityTimeout);
        become(ConnectionState.CONNECTED);
        watcher.established(greeting.socketId());
    }

    private void dead() {
        abort();
        comeBack(Reaction.RECONNECT_NOW, settings.failures.silent(settings.pongTimeout));
    }

    private void closed(int code, String reason) {
        if (code == CloseCode.TOKEN_REFUSED.code()
                || code == CloseCode.TOKEN_EXPIRED.code()
                || code == CloseCode.TOKEN_ENDED.code()) {
            tokens.discard();
        }
        Reaction reaction = CloseCode.reactionTo(code);
        ServerFrame.Error said = refusal != null && refusal.code() != null && refusal.code() == code ? refusal : null;
        comeBack(reaction, settings.failures.closed(code, reason, said));
    }

    private void comeBack(Reaction reaction, CarillonException why) {
        leave();
        if (reaction == Reaction.STAY_AWAY) {
            become(ConnectionState.DISCONNECTED);
            watcher.failed(why);
            return;
        }
        // "At once" holds for the first time only: a server that sends everybody away at once must not be stormed.
        Duration pause = reaction == Reaction.RECONNECT_NOW && failures == 0
                ? Duration.ZERO
                : settings.backoff.pause(failures + 1, random);
        failures++;
        become(ConnectionState.UNAVAILABLE);
        watcher.failed(why);
        alarm = timer.after(pause, this::attempt);
    }

    private void abort() {
        if (socket != null) {
            socket.abort();
        }
    }

    private void leave() {
        round++;
        socket = null;
        alarm.cancel();
        heartbeat.stop();
        if (state == ConnectionState.CONNECTED) {
            watcher.lost();
        }
    }

    private void become(ConnectionState next) {
        if (state != next) {
            state = next;
            watcher.changed(next);
        }
    }

    /** Hears on whatever thread, and tells the loop. */
    private final class Ears implements Transport.Listener {

        private final int mine;

        Ears(int mine) {
            this.mine = mine;
        }

        @Override
        public void opened(Transport.Socket opened) {
            loop.execute(() -> {
                if (mine == round) {
                    socket = opened;
                } else {
                    opened.abort();
                }
            });
            // Looked at last: a loop that is closed was given it in vain, and nobody else would hang up.
            if (closed) {
                opened.abort();
            }
        }

        @Override
        public void text(String message) {
            ifCurrent(() -> hear(message));
        }

        @Override
        public void alive() {
            ifCurrent(heartbeat::heard);
        }

        @Override
        public void closed(int code, String reason) {
            ifCurrent(() -> Connection.this.closed(code, reason));
        }

        @Override
        public void failed(Throwable why) {
            ifCurrent(() -> {
                abort();
                Throwable cause = Waiting.unwrap(why);
                comeBack(
                        Reaction.BACK_OFF,
                        isConnected()
                                ? settings.failures.broken(cause)
                                : settings.failures.unopened(cause, settings.connectTimeout));
            });
        }

        private void ifCurrent(Runnable task) {
            loop.execute(() -> {
                if (mine == round) {
                    task.run();
                }
            });
        }
    }
}
