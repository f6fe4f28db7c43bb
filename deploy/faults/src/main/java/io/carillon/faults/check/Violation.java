package io.carillon.faults.check;

/**
 * One time that a rule was broken.
 *
 * @param at when it showed
 * @param words who, what and when, for whoever looks it up in the history
 */
public record Violation(Rule rule, long at, String words) {}
