package io.carillon.controlplane.account;

import io.carillon.controlplane.audit.Actor;
import io.carillon.controlplane.audit.AuditLog;
import io.carillon.controlplane.audit.AuditLog.About;
import io.carillon.controlplane.audit.Changes;
import io.carillon.controlplane.credential.Password;
import io.carillon.controlplane.credential.Passwords;
import io.carillon.controlplane.credential.Slowdown;
import io.carillon.controlplane.credential.Slowdown.Door;
import io.carillon.controlplane.management.CallerSource.Origin;
import io.carillon.controlplane.people.People;
import io.carillon.controlplane.people.Person;
import io.carillon.controlplane.problem.Problem;
import io.carillon.controlplane.problem.Refusal;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets people in. Whether an address has an account is not to be told from answers or from how long they take: the same doors are
 * counted and the same work is done for addresses that nobody has.
 */
@Singleton
class SignIn {

    private static final int FREE_FROM_ONE_PLACE = 5;
    private static final int FREE_FOR_ACCOUNT = 10;
    private static final int FREE_FOR_ADDRESS = 30;

    private final People people;
    private final Passwords passwords;
    private final SecondFactors secondFactors;
    private final Sessions sessions;
    private final Slowdown slowdown;
    private final AuditLog audit;
    private final InstantSource clock;

    SignIn(
            People people,
            Passwords passwords,
            SecondFactors secondFactors,
            Sessions sessions,
            Slowdown slowdown,
            AuditLog audit,
            InstantSource clock) {
        this.people = people;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.sessions = sessions;
        this.slowdown = slowdown;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * From where somebody tries.
     *
     * @param device the device cookie; empty if there is none
     */
    record Place(Origin origin, String client, String device) {}

    /**
     * The person, if all that is shown is right.
     *
     * @throws Refusal {@code credentials_wrong}, {@code second_factor_required}, {@code second_factor_wrong}, {@code
     *     account_disabled}, {@code too_many_attempts} or {@code too_busy}
     */
    Person check(SignInRequest shown, Place place) {
        String email = shown.email().strip().toLowerCase(Locale.ROOT);
        Password password = Password.typed("password", shown.password());
        Person person = people.findByEmail(email).orElse(null);
        boolean known = sessions.knows(person == null ? "" : person.id(), place.device()) && person != null;
        List<Door> doors = doors(email, place, known);
        slowdown.count(doors);
        try {
            Person right = checked(person, password, shown.code(), place);
            slowdown.takeBack(doors);
            slowdown.forget(doors.get(0));
            return right;
        } catch (Refusal refused) {
            // Taken back and not forgotten: else whoever knows a password could guess at codes for ever.
            if (!isGuess(refused.problem())) {
                slowdown.takeBack(doors);
            }
            throw refused;
        }
    }

    /** Strangers elsewhere do not slow a device on which the person has signed in before. */
    private static List<Door> doors(String email, Place place, boolean known) {
        return known
                ? List.of(Door.of("device", email + "|" + place.device(), FREE_FROM_ONE_PLACE))
                : List.of(
                        Door.of("place", email + "|" + place.origin().address(), FREE_FROM_ONE_PLACE),
                        account(email),
                        Door.of("address", place.origin().address(), FREE_FOR_ADDRESS));
    }

    private static Door account(String email) {
        return Door.of("account", email, FREE_FOR_ACCOUNT);
    }

    private static boolean isGuess(Problem problem) {
        return problem == Problem.CREDENTIALS_WRONG || problem == Problem.SECOND_FACTOR_WRONG;
    }

    private Person checked(@Nullable Person person, Password password, @Nullable String code, Place place) {
        if (!passwords.isRight(password, person == null ? null : person.passwordHash()) || person == null) {
            refused(person, place, Problem.CREDENTIALS_WRONG);
            throw Problem.CREDENTIALS_WRONG.because("No account has this e-mail address and this password.");
        }
        if (person.disabled()) {
            refused(person, place, Problem.ACCOUNT_DISABLED);
            throw Problem.ACCOUNT_DISABLED.because("This account was switched off. Ask whoever runs the platform.");
        }
        if (person.hasSecondFactor()) {
            secondFactor(person, code, place);
        }
        if (passwords.isStale(person.passwordHash())) {
            people.changePassword(person.id(), passwords.hash(password));
        }
        return person;
    }

    private void secondFactor(Person person, @Nullable String code, Place place) {
        if (code == null || code.isBlank()) {
            throw Problem.SECOND_FACTOR_REQUIRED.because(
                    "This account has a second factor. Send the same again with code: what the authenticator app shows, or a recovery"
                            + " code.");
        }
        if (!secondFactors.take(person, code)) {
            refused(person, place, Problem.SECOND_FACTOR_WRONG);
            throw SecondFactors.wrong();
        }
    }

    /** Without what was typed: people type passwords where addresses belong. */
    private void refused(@Nullable Person person, Place place, Problem problem) {
        Actor actor = Actor.nobody(place.origin().via(), place.origin().address());
        audit.refused(
                actor,
                new About(null, null, "session.refused", person == null ? "nobody" : "person " + person.id()),
                problem.code());
    }

    /** A session for somebody who has proven who they are. */
    Sessions.Begun begin(Person person, Place place, String action) {
        Sessions.Begun begun = sessions.begin(person.id(), place.origin(), place.client());
        sessions.remember(person.id(), place.device());
        people.seen(person.id(), clock.instant());
        audit.done(
                Actors.of(person, place.origin()),
                new About(null, null, action, "session " + begun.row().id()),
                Changes.none());
        return begun;
    }

    /**
     * Asks somebody who is signed in for their password again.
     *
     * @throws Refusal {@code credentials_wrong}, {@code too_many_attempts} or {@code too_busy}
     */
    void confirm(Person person, Password password, Origin origin) {
        List<Door> doors = List.of(Door.of("confirm", person.id(), FREE_FROM_ONE_PLACE));
        slowdown.count(doors);
        boolean right;
        try {
            right = passwords.isRight(password, person.passwordHash());
        } catch (Refusal busy) {
            slowdown.takeBack(doors);
            throw busy;
        }
        if (!right) {
            audit.refused(
                    Actors.of(person, origin),
                    new About(null, null, "session.refused", "person " + person.id()),
                    Problem.CREDENTIALS_WRONG.code());
            throw Problem.CREDENTIALS_WRONG.because("This is not your password.");
        }
        slowdown.forget(doors.get(0));
    }

    /** Failures at this account count no more. */
    void forgive(Person person) {
        slowdown.forget(account(person.email()));
    }
}
