package io.carillon.allinone.playground;

import io.carillon.controlplane.app.FirstApp;

/**
 * What the playground works with.
 *
 * @param app the app whose secrets the page shows
 * @param host the address that the platform listens on, as it was set
 * @param pathPrefix in front of {@code /app/KEY}; empty, or beginning with a slash and ending without
 * @param openToNetwork whether others than this machine may see the page
 */
public record PlaygroundSettings(FirstApp app, String host, String pathPrefix, boolean openToNetwork) {}
