package io.carillon.controlplane.app;

import io.carillon.protocol.AppId;
import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;

/**
 * The app that a new installation begins with, as its owner sees it, secrets included.
 *
 * @param token the bearer token with which a server publishes; as hidden as the secret, and as revealable
 */
public record FirstApp(AppId id, AppKey key, Secret secret, Secret token) {}
