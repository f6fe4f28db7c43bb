package io.carillon.allinone.playground;

import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.app.FirstApps;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Gives the playground the app to work with, once the control plane has it. */
@Factory
@Requires(beans = PlaygroundPlace.class)
final class PlaygroundFactory {

    @Singleton
    PlaygroundSettings settings(PlaygroundPlace place, FirstApps apps) {
        FirstApp app = apps.app().orElseThrow(() -> new IllegalStateException("the playground needs an app"));
        return new PlaygroundSettings(app, place.host(), place.pathPrefix(), place.openToNetwork());
    }
}
