/** Webhooks, read only after they were proved to come from the platform. */
@NullMarked
package io.carillon.client.webhook;

import org.jspecify.annotations.NullMarked;
