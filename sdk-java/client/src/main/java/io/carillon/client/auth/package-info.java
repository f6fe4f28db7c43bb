/** What an app's server signs for its clients: subscriptions, sign-ins and connection tokens. */
@NullMarked
package io.carillon.client.auth;

import org.jspecify.annotations.NullMarked;
