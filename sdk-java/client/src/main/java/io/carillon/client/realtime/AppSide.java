package io.carillon.client.realtime;

import io.carillon.client.cipher.ChannelCipher;
import org.jspecify.annotations.Nullable;

/** What the app brings along; null for what it does not. */
record AppSide(
        @Nullable TokenSource tokens,
        @Nullable ChannelAuthorizer authorizer,
        @Nullable UserAuthenticator authenticator,
        @Nullable ChannelCipher cipher) {}
