/** What Pusher's libraries rely on, to the letter. */
@NullMarked
package io.carillon.acceptance.contract;

import org.jspecify.annotations.NullMarked;
