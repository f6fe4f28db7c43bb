package io.carillon.controlplane.app;

/** What secrets are sealed for: one of another label does not open. */
final class Labels {

    private Labels() {}

    static String key(String appKey) {
        return "key:" + appKey;
    }

    static String token(String id) {
        return "token:" + id;
    }
}
