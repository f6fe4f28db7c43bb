package io.carillon.controlplane.account;

import io.carillon.controlplane.credential.OneTimeLinks;
import io.carillon.controlplane.people.People;
import io.carillon.protocol.signature.Secret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Lets the first person in, who cannot have been invited by anybody: by a link that is shown to whoever starts the platform. */
@Singleton
public class FirstRun {

    private static final Duration VALID = Duration.ofMinutes(15);

    private final People people;
    private final OneTimeLinks links;

    FirstRun(People people, OneTimeLinks links) {
        this.people = people;
        this.links = links;
    }

    /**
     * A token for {@code /setup}, valid once and for 15 minutes. Each call makes a new one; those before work as well.
     *
     * @return empty once there is somebody
     */
    public Optional<Secret> token() {
        return isOver() ? Optional.empty() : Optional.of(links.forSetup(VALID));
    }

    /** Whether there is somebody. */
    boolean isOver() {
        return people.count() > 0;
    }
}
