package io.carillon.controlplane.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordTest {

    private static final String EMAIL = "ann.lee@example.com";

    private final Passwords passwords = new Passwords();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "elevenchars",
                "password1234",
                "Password12345!",
                "passwordpassword",
                "P4ssw0rd2024!!",
                "123456789012",
                "qwertyuiop123",
                "abcdefghijkl",
                "aaaaaaaaaaaa",
                "abababababab",
                "1q2w3e4r5t6y",
                "ann.lee@example.com",
                "Ann.Lee123456",
                "letmeinletmein",
                "iloveyou20242024"
            })
    void what_anybody_would_try_first_is_refused(String text) {
        assertThatThrownBy(() -> Password.chosen("password", text, EMAIL))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.problem()).isEqualTo(Problem.PASSWORD_REFUSED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seven grey herons", "correct staple", "ÄÖÜ äöü ß123", "x9$kLm2pQ7vz", "пароль из слов"})
    void what_is_long_enough_will_do_whatever_it_is_made_of(String text) {
        assertThatCode(() -> Password.chosen("password", text, EMAIL)).doesNotThrowAnyException();
    }

    @Test
    void the_same_letters_are_the_same_password_however_a_keyboard_writes_them() {
        String hash = passwords.hash(Password.typed("password", "caf\u00e9 au lait \ufb01n"));

        assertThat(passwords.isRight(Password.typed("password", "cafe\u0301 au lait fin"), hash))
                .isTrue();
    }

    @Test
    void a_hash_says_how_it_was_made_and_matches_its_password_alone() {
        String hash = passwords.hash(Password.typed("password", "seven grey herons"));

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.isRight(Password.typed("password", "seven grey herons"), hash))
                .isTrue();
        assertThat(passwords.isRight(Password.typed("password", "seven grey heron"), hash))
                .isFalse();
        assertThat(passwords.isRight(Password.typed("password", "seven grey herons"), null))
                .isFalse();
        assertThat(passwords.isStale(hash)).isFalse();
        assertThat(passwords.hash(Password.typed("password", "seven grey herons")))
                .isNotEqualTo(hash);
    }

    @Test
    void a_hash_of_other_costs_still_matches_and_is_known_to_be_old() {
        String old = new Argon2(256, 3, 4).hash("seven grey herons");

        assertThat(passwords.isRight(Password.typed("password", "seven grey herons"), old))
                .isTrue();
        assertThat(passwords.isStale(old)).isTrue();
    }

    @Test
    void a_password_of_the_reference_implementation_matches() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(passwords.isRight(Password.typed("password", "password"), reference))
                .isTrue();
    }

    @Test
    void what_is_far_too_long_is_refused_before_any_work() {
        assertThatThrownBy(() -> Password.typed("password", "x".repeat(257))).isInstanceOf(Refusal.class);
        assertThat(Password.typed("password", "x".repeat(256)).toString()).isEqualTo("Password[hidden]");
    }
}
