package io.carillon.backplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.backplane.Revocation.Kind;
import io.carillon.protocol.UserId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RevocationsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.500Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Instant EARLIER = NOW.minusSeconds(60);
    private static final UserId ANN = UserId.of("ann");

    @Test
    void a_token_falls_by_its_id_its_user_its_key_or_with_all() {
        assertThat(List.of(one(Kind.TOKEN, "t1"), one(Kind.USER, "ann"), one(Kind.KEY, "k1"), one(Kind.ALL, "")))
                .allSatisfy(revocation -> assertThat(
                                Revocations.of(List.of(revocation)).ofToken("t1", ANN, "k1", EARLIER, NOW))
                        .isEqualTo(revocation));
    }

    @Test
    void another_token_stays_good() {
        Revocations some = Revocations.of(
                List.of(one(Kind.TOKEN, "t1"), one(Kind.USER, "ann"), one(Kind.KEY, "k1"), one(Kind.USER, "t2")));

        assertThat(some.ofToken("t2", UserId.of("bob"), "k2", EARLIER, NOW)).isNull();
        assertThat(some.ofToken("t2", null, null, EARLIER, NOW)).isNull();
    }

    @Test
    void what_was_issued_afterwards_is_good() {
        Revocations all = Revocations.of(List.of(one(Kind.ALL, "")));

        assertThat(all.ofToken("t1", ANN, "k1", NOW, NOW)).isNull();
    }

    /** Tokens tell whole seconds: one of the revocation's own second may be older than it, so it is refused. */
    @Test
    void a_token_of_the_same_second_is_refused() {
        Revocations all = Revocations.of(List.of(one(Kind.ALL, "")));

        assertThat(all.ofToken("t1", ANN, "k1", Instant.parse("2026-11-26T12:00:00Z"), NOW))
                .isNotNull();
    }

    @Test
    void a_revocation_is_over_when_its_time_is() {
        Revocations all = Revocations.of(List.of(one(Kind.ALL, "")));

        assertThat(all.ofToken("t1", ANN, "k1", EARLIER, LATER)).isNull();
    }

    @Test
    void a_blocked_user_is_refused_whatever_they_bring_until_the_block_is_over() {
        var block = new Revocation(Kind.USER, "ann", LATER, LATER);
        Revocations blocked = Revocations.of(List.of(one(Kind.USER, "ann"), block));

        assertThat(blocked.ofUser(ANN, NOW, NOW)).isEqualTo(block);
        assertThat(block.blocks(NOW)).isTrue();
        assertThat(one(Kind.USER, "ann").blocks(NOW)).isFalse();
        assertThat(blocked.ofUser(ANN, EARLIER, LATER)).isNull();
    }

    private static Revocation one(Kind kind, String subject) {
        return new Revocation(kind, subject, NOW, LATER);
    }
}
