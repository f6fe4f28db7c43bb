package io.carillon.faults.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReactionTest {

    @Test
    void a_client_does_what_pusher_js_does() {
        assertThat(Reaction.to(4001)).isEqualTo(Reaction.STAY_AWAY);
        assertThat(Reaction.to(4099)).isEqualTo(Reaction.STAY_AWAY);
        assertThat(Reaction.to(4100)).isEqualTo(Reaction.BACK_OFF);
        assertThat(Reaction.to(4200)).isEqualTo(Reaction.AT_ONCE);
        assertThat(Reaction.to(4299)).isEqualTo(Reaction.AT_ONCE);
        assertThat(Reaction.to(1006)).isEqualTo(Reaction.BACK_OFF);
        assertThat(Reaction.to(1000)).isEqualTo(Reaction.BACK_OFF);
    }
}
