package io.carillon.backplane.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.protocol.InvalidValueException;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VaultTest {

    private static final String OLD = MasterKey.generate(new SecureRandom());
    private static final String NEW = MasterKey.generate(new SecureRandom());
    private static final Secret SECRET = Secret.of("7ad3773142a6692b25b8");
    private static final String LABEL = "key:278d425bdf160c739803";

    private final Vault vault = Vault.of(OLD);

    @Test
    void what_was_sealed_opens_again() {
        assertThat(vault.open(vault.seal(SECRET, LABEL), LABEL)).isEqualTo(SECRET);
    }

    @Test
    void what_is_sealed_does_not_show_and_is_never_the_same_twice() {
        String once = vault.seal(SECRET, LABEL);

        assertThat(once).doesNotContain(SECRET.reveal()).isNotEqualTo(vault.seal(SECRET, LABEL));
        assertThat(new String(Base64.getUrlDecoder().decode(once), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET.reveal());
    }

    @Test
    void it_opens_under_no_other_label() {
        String sealed = vault.seal(SECRET, LABEL);

        assertThatThrownBy(() -> vault.open(sealed, "key:other")).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void it_opens_with_no_other_master_key() {
        String sealed = vault.seal(SECRET, LABEL);

        assertThatThrownBy(() -> Vault.of(NEW).open(sealed, LABEL))
                .isInstanceOf(SealBrokenException.class)
                .hasMessageContaining(vault.key().id())
                .hasMessageNotContaining(OLD);
    }

    @Test
    void whoever_changes_a_byte_of_it_breaks_it() {
        byte[] bytes = Base64.getUrlDecoder().decode(vault.seal(SECRET, LABEL));

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThatThrownBy(() -> vault.open(text, LABEL)).isInstanceOf(SealBrokenException.class);
        }
    }

    @Test
    void a_new_master_key_opens_what_the_old_one_sealed_as_long_as_both_are_given() {
        String sealed = vault.seal(SECRET, LABEL);
        Vault both = Vault.of(NEW + "," + OLD);

        assertThat(both.open(sealed, LABEL)).isEqualTo(SECRET);
        assertThat(both.isStale(sealed)).isTrue();
        assertThat(vault.isStale(sealed)).isFalse();
    }

    @Test
    void after_sealing_anew_the_old_master_key_is_not_needed() {
        String anew = Vault.of(NEW + "," + OLD).reseal(vault.seal(SECRET, LABEL), LABEL);

        assertThat(Vault.of(NEW).open(anew, LABEL)).isEqualTo(SECRET);
        assertThatThrownBy(() -> vault.open(anew, LABEL)).isInstanceOf(SealBrokenException.class);
    }

    @Test
    void a_master_key_may_be_written_in_hex() {
        String hex = java.util.HexFormat.of().formatHex(Base64.getDecoder().decode(OLD));

        assertThat(Vault.of(hex).key().id()).isEqualTo(vault.key().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "c2hvcnQ=", "not base64 at all, by any means!"})
    void what_is_no_master_key_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> Vault.of(text)).isInstanceOfSatisfying(InvalidValueException.class, refused -> {
            assertThat(refused.code()).isEqualTo("master_key_invalid");
            assertThat(refused.getMessage()).contains("openssl rand -base64 32");
        });
    }

    @Test
    void nothing_prints_a_master_key() {
        assertThat(vault.toString() + vault.key()).contains(vault.key().id()).doesNotContain(OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!!", "AAAA"})
    void what_is_no_sealed_secret_is_told_so(String text) {
        assertThatThrownBy(() -> vault.open(text, LABEL)).isInstanceOf(SealBrokenException.class);
    }
}
