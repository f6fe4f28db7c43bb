/** The public keys that a token's issuer signs with, and where they come from. */
@NullMarked
package io.carillon.token.key;

import org.jspecify.annotations.NullMarked;
