package io.carillon.backplane;

import io.carillon.protocol.AppId;
import io.carillon.protocol.ChannelName;
import io.carillon.protocol.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the chapters of the contract have in common: three nodes, each in a process of its own, over one backplane. */
public abstract class BackplaneContract {

    static final AppId APP = AppId.of("1");
    static final AppId OTHER_APP = AppId.of("2");

    /** Ten events for two minutes, and no last event. */
    static final Retention KEPT = new Retention(10, Duration.ofMinutes(2), Duration.ZERO);

    SharedBackplane shared;
    TestNode a;
    TestNode b;
    TestNode c;

    /** A backplane with nothing in it. */
    protected abstract SharedBackplane begin();

    @BeforeEach
    final void three_nodes_begin_to_live() {
        shared = begin();
        a = TestNode.in(shared, 0);
        b = TestNode.in(shared, 1);
        c = TestNode.in(shared, 2);
    }

    @AfterEach
    final void end() {
        shared.close();
    }

    /** Time passes until those who do not renew are dead. */
    final void leasesRunOutBut(TestNode... survivors) {
        for (int half = 0; half < 2; half++) {
            shared.advance(TestNode.LEASE.dividedBy(2));
            for (TestNode survivor : survivors) {
                survivor.renew();
            }
        }
    }

    static AppChannel channel(String name) {
        return new AppChannel(APP, ChannelName.of(name));
    }

    static AppChannel userChannel(String user) {
        return AppChannel.ofUser(APP, UserId.of(user));
    }

    static Publication event(AppChannel channel, String data, Retention retention) {
        return new Publication(channel, "news", data, null, null, retention, null);
    }

    static Envelope.Event delivered(AppChannel channel, @Nullable Position position, String data) {
        return new Envelope.Event(channel, position, "news", data, null, null);
    }
}
