package io.carillon.controlplane.account;

import io.carillon.controlplane.people.Person;
import java.security.Principal;

/**
 * Somebody who has signed in themselves, with the session in which they call. Controllers take it as a parameter where a token is not
 * enough. Prints without the cookie.
 */
record SignedIn(Person person, SessionRow session, String cookie) implements Principal {

    @Override
    public String getName() {
        return person.name();
    }

    @Override
    public String toString() {
        return "SignedIn[" + person + ", " + session.id() + "]";
    }
}
