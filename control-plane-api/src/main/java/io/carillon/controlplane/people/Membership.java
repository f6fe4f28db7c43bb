package io.carillon.controlplane.people;

import io.carillon.controlplane.management.Role;

/**
 * What a person is in an organisation.
 *
 * @param organisation its id
 * @param person their id
 */
public record Membership(String organisation, String person, Role role) {}
