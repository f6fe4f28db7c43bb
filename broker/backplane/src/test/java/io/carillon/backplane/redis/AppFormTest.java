package io.carillon.backplane.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.backplane.App;
import io.carillon.backplane.AppLimits;
import io.carillon.backplane.AppOptions;
import io.carillon.backplane.ChannelRule;
import io.carillon.backplane.Exhausted;
import io.carillon.backplane.Issuer;
import io.carillon.backplane.KeyPair;
import io.carillon.backplane.Operation;
import io.carillon.backplane.Revocation;
import io.carillon.backplane.Revocations;
import io.carillon.backplane.Scope;
import io.carillon.backplane.ServerToken;
import io.carillon.backplane.seal.MasterKey;
import io.carillon.backplane.seal.SealBrokenException;
import io.carillon.backplane.seal.TestVault;
import io.carillon.backplane.seal.Vault;
import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.ChannelPattern;
import io.carillon.protocol.signature.Secret;
import io.carillon.schema.AllowedEvents;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What stands in the directory. */
final class AppFormTest {

    private static final Scope NARROW = new Scope(
            Set.of(Operation.PUBLISH, Operation.HISTORY),
            List.of(ChannelPattern.of("private-*"), ChannelPattern.of("news")));
    private static final App FULL = new App(
            AppId.of("7"),
            "Shop",
            true,
            List.of(
                    new KeyPair(
                            AppKey.of("old"),
                            Secret.of("wax and string"),
                            NARROW,
                            Instant.parse("2026-11-25T12:00:00Z")),
                    new KeyPair(AppKey.of("new"), Secret.of("brass"))),
            List.of(new ServerToken("ab".repeat(32), NARROW, Instant.parse("2026-11-26T12:00:00Z"))),
            AppLimits.DEFAULTS,
            new AppOptions(true, true, true, true, true, List.of(), Duration.ofSeconds(33), Duration.ofSeconds(44)),
            List.of(
                    ChannelRule.of(ChannelPattern.of("quiet-*")),
                    new ChannelRule(
                            ChannelPattern.of("*"),
                            true,
                            false,
                            1,
                            2,
                            3,
                            4,
                            5,
                            Duration.ofSeconds(6),
                            7,
                            Duration.ofSeconds(8),
                            AllowedEvents.of("{\"client-move\":{\"required\":[\"x\"]},\"score*\":true}"))),
            new Exhausted("messages_per_day", 1_000_000, Instant.parse("2026-11-26T00:00:00Z")),
            List.of(new Issuer("https://id.example.com/", "{\"name\":\"https://id.example.com/\"}")),
            Revocations.of(List.of(new Revocation(
                    Revocation.Kind.TOKEN,
                    "a token",
                    Instant.parse("2026-11-26T00:00:00.25Z"),
                    Instant.parse("2026-11-27T00:00:00Z")))));

    private final AppForm form = new AppForm(TestVault.VAULT);

    @Test
    void everything_that_is_written_is_read_again() {
        assertThat(form.read(form.write(FULL))).isEqualTo(FULL);
    }

    @Test
    void whoever_reads_redis_cannot_sign() {
        assertThat(new String(form.write(FULL), StandardCharsets.UTF_8)).doesNotContain("wax", "brass");
    }

    @Test
    void a_process_with_another_master_key_says_so() {
        var other = new AppForm(Vault.of(MasterKey.generate(new SecureRandom())));

        assertThatThrownBy(() -> other.read(form.write(FULL)))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining("master key");
    }

    @Test
    void a_version_that_is_not_known_here_is_not_guessed_at() {
        assertThatThrownBy(() -> form.read("21:7".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedException.class);
    }
}
