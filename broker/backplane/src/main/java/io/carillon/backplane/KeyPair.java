package io.carillon.backplane;

import io.carillon.protocol.AppKey;
import io.carillon.protocol.signature.Secret;

/** A key and the secret that signs for it. */
public record KeyPair(AppKey key, Secret secret) {}
