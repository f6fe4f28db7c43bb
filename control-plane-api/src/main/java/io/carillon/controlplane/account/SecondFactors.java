package io.carillon.controlplane.account;

import io.carillon.backplane.seal.Vault;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.secret.Texts;
import io.carillon.protocol.signature.Secret;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Sets up, checks and takes away second factors. Each code counts once. */
@Singleton
class SecondFactors {

    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_CODE_BYTES = 10;

    private final People people;
    private final RecoveryCodeRows recoveryCodes;
    private final Vault vault;
    private final InstantSource clock;

    SecondFactors(People people, RecoveryCodeRows recoveryCodes, Vault vault, InstantSource clock) {
        this.people = people;
        this.recoveryCodes = recoveryCodes;
        this.vault = vault;
        this.clock = clock;
    }

    /** A new secret, which is asked for once a code of it has been shown. */
    @Transactional
    Secret enrol(Person person) {
        if (person.hasSecondFactor()) {
            throw Problem.STATE_CONFLICT.because(
                    "This account has a second factor already. Disable it first, or ask for other recovery codes.");
        }
        Secret secret = Secret.of(Totp.freshSecret());
        people.changeTotp(person.id(), vault.seal(secret, label(person.id())), null, 0);
        return secret;
    }

    /**
     * From now on a code is asked for.
     *
     * @return recovery codes, shown this once
     */
    @Transactional
    List<String> confirm(Person person, String code) {
        String sealed = person.sealedTotp();
        if (sealed == null || person.hasSecondFactor()) {
            throw Problem.STATE_CONFLICT.because(
                    "No second factor is being set up. Begin with POST /api/v1/me/second-factor.");
        }
        OptionalLong step =
                Totp.stepOf(strip(code), vault.open(sealed, label(person.id())).reveal(), clock.instant());
        if (step.isEmpty()) {
            throw wrong();
        }
        people.changeTotp(person.id(), sealed, clock.instant(), step.getAsLong());
        return freshRecoveryCodes(person);
    }

    /** Others than those before, which count no more. */
    @Transactional
    List<String> freshRecoveryCodes(Person person) {
        recoveryCodes.removeOf(person.id());
        List<String> codes = Stream.generate(SecondFactors::recoveryCode)
                .limit(RECOVERY_CODES)
                .toList();
        codes.forEach(code -> recoveryCodes.save(new RecoveryCodeRow(digest(code), person.id())));
        return codes;
    }

    private static String recoveryCode() {
        String letters = Totp.base32(Texts.bytes(RECOVERY_CODE_BYTES)).toLowerCase(Locale.ROOT);
        return String.join(
                "-",
                letters.substring(0, 4),
                letters.substring(4, 8),
                letters.substring(8, 12),
                letters.substring(12, 16));
    }

    /** Whether a code, or a recovery code, is right; it is used up by that. */
    @Transactional
    boolean take(Person person, String typed) {
        String code = strip(typed);
        if (!Totp.looksLikeCode(code)) {
            return recoveryCodes.use(person.id(), digest(code)) > 0;
        }
        Secret secret = vault.open(String.valueOf(person.sealedTotp()), label(person.id()));
        OptionalLong step = Totp.stepOf(code, secret.reveal(), clock.instant());
        return step.isPresent() && people.takeTotp(person.id(), step.getAsLong()) > 0;
    }

    long recoveryCodesLeft(Person person) {
        return recoveryCodes.countOf(person.id());
    }

    @Transactional
    void remove(Person person) {
        people.changeTotp(person.id(), null, null, 0);
        recoveryCodes.removeOf(person.id());
    }

    static RuntimeException wrong() {
        return Problem.SECOND_FACTOR_WRONG.because(
                "The code is not right, or was used before. Send the one that the app shows now, or a recovery code.");
    }

    private static String digest(String code) {
        return Texts.digest("recovery:" + code.replace("-", "").toLowerCase(Locale.ROOT));
    }

    private static String strip(String typed) {
        return typed.replaceAll("\\s", "");
    }

    static String label(String person) {
        return "totp:" + person;
    }
}
