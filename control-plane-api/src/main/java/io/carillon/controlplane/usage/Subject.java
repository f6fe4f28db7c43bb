package io.carillon.controlplane.usage;

/** Whose usage it is about: one app's, or that of all apps of an organisation, removed ones too. */
sealed interface Subject {

    String id();

    /** What a row's {@code app_id} must fulfil; has one place for {@link #id}. */
    String condition();

    /** As it is kept: {@code app:123}. */
    String text();

    /** One app. */
    record OfApp(String id) implements Subject {
        @Override
        public String condition() {
            return "app_id = ?";
        }

        @Override
        public String text() {
            return "app:" + id;
        }
    }

    /** All apps of an organisation. */
    record OfOrganisation(String id) implements Subject {
        @Override
        public String condition() {
            return "app_id in (select id from apps where organisation_id = ?)";
        }

        @Override
        public String text() {
            return "organisation:" + id;
        }
    }
}
