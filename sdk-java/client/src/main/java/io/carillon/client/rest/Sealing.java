package io.carillon.client.rest;

import io.carillon.client.cipher.ChannelCipher;
import io.carillon.client.cipher.MasterKey;
import io.carillon.protocol.ChannelName;

/** Seals the events of encrypted channels, so that only their subscribers can read them. */
record Sealing(MasterKey masterKey, ChannelCipher cipher) {

    Event seal(Event event) {
        ChannelName channel = event.channels().get(0);
        return event.withData(masterKey.of(channel).seal(cipher, event.data()));
    }
}
