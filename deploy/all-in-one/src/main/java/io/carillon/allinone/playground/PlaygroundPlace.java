package io.carillon.allinone.playground;

/**
 * Where the playground is.
 *
 * @param host the address that the platform listens on, as it was set
 * @param pathPrefix in front of {@code /app/KEY}; empty, or beginning with a slash and ending without
 * @param openToNetwork whether others than this machine may see the page
 */
public record PlaygroundPlace(String host, String pathPrefix, boolean openToNetwork) {}
